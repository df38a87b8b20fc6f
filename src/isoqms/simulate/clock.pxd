cimport cython

from isoqms.simulate.numbers cimport (
    EXTENDS, MOST_STOPS, NOT_STARTED, RESTARTS, STOPS, SUPPLEMENT,
)
from isoqms.simulate.state cimport State


cdef class Clock(State):
    cdef void receive(self, long long slot, long long kind, double now) noexcept nogil
    cdef void clock_in(self, long long slot, long long flags, double now) noexcept nogil
    cdef void start_clock(self, long long slot, double now) noexcept nogil
    cdef void clock_out(self, long long slot, long long flags, double now) noexcept nogil
