cimport cython


cdef struct Slot:
    long long kind
    long long number
    long long stream
    long long alive
    long long tokens
    long long counted
    long long clock_runs
    long long clock_stops
    long long stop_count
    long long extended
    long long requests
    unsigned long long tie
    unsigned long long key
    double arrived
    double received
    double opened
    double back
    double clock_start
    double clock_opened
    double clock_lost
    double stop_since
    double stop_opened
    double requested
    double request_since


cdef struct Token:
    long long slot
    long long node
    long long way
    long long state
    long long visit
    long long before
    long long mate
    long long next_in_line
    long long last_in_line
    unsigned long long rank
    double entered
    double order
    double joined
    double started
    double ended
    double opened
    double work
    double dwell


cdef struct Cursor:
    long long at
    long long first
    long long last
    double base
    double done
    double period
    double whole
    double opens
    double closes
    double closed
    double before
