cimport cython
from libc.math cimport INFINITY

from isoqms.simulate.columns cimport reals
from isoqms.simulate.workdays cimport WorkDays


@cython.final
cdef class Dues:
    cdef WorkDays _days
    cdef long long[::1] _office
    cdef long long[::1] _kind
    cdef long long[::1] _months
    cdef long long[::1] _calendar
    cdef long long[::1] _working
    cdef long long[::1] _part
    cdef long long[::1] _cutoff
    cdef long long[::1] _by_day
    cdef double[::1] _minutes
    cdef double due(self, long long limit, double start, double* stops, long long first, long long count) noexcept nogil
    cdef bint late(self, long long limit, double start, double finish, double* stops, long long first, long long count) noexcept nogil
    cdef double plain(self, long long limit, double start) noexcept nogil
    cdef double _stopped(self, long long limit, double start, double* stops, long long first, long long count) noexcept nogil
    cdef double _counted_from(self, long long limit, double start) noexcept nogil
    cdef long long _at(self, long long table, long long day) noexcept nogil
    cdef double _part_of(self, long long table, long long day) noexcept nogil
    cdef long long _first_day(self, long long day, double* stops, long long first, long long count) noexcept nogil
    cdef long long _after(self, long long office, bint working, long long day, long long number, double* stops, long long first, long long count) noexcept nogil
    cdef double _closing_from(self, long long office, long long day, double* stops, long long first, long long count) noexcept nogil
    cdef double _part_after(self, long long office, long long table, long long day, double* stops, long long first, long long count) noexcept nogil
    cdef bint _stopped_at(self, double moment, double* stops, long long first, long long count) noexcept nogil
    cdef double _minutes_after(self, long long office, double start, double minutes, double* stops, long long first, long long count) noexcept nogil
