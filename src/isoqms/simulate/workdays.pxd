cimport cython
from libc.math cimport INFINITY, ceil


@cython.final
cdef class WorkDays:
    cdef long long _days
    cdef bint _steady
    cdef long long[::1] _worked
    cdef long long[::1] _open
    cdef long long[::1] _close
    cdef long long[::1] _window
    cdef long long[::1] _dates
    cdef long long[::1] _first_date
    cdef long long[::1] _first_window
    cdef double[::1] _opens
    cdef double[::1] _closes
    cdef double[::1] _before
    cdef double[::1] _whole
    cdef bint listed(self, long long day) noexcept nogil
    cdef long long place(self, long long day) noexcept nogil
    cdef long long rank(self, long long office, long long day) noexcept nogil
    cdef long long date(self, long long office, long long rank) noexcept nogil
    cdef long long open_from(self, long long office, long long day) noexcept nogil
    cdef double closing(self, long long office, long long day) noexcept nogil
    cdef double _counts_at(self, long long office, long long day) noexcept nogil
    cdef long long lost_from(self, long long office, double start) noexcept nogil
    cdef long long lost_to(self, long long office, double end) noexcept nogil
    cdef double add(self, long long office, double start, double minutes) noexcept nogil
    cdef double until(self, long long office, double moment) noexcept nogil
    cdef double _week_of(self, double moment) noexcept nogil
    cdef long long _window_at(self, long long office, double moment) noexcept nogil
