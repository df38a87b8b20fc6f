cimport cython
from libc.math cimport INFINITY


@cython.final
cdef class Hours:
    cdef double[::1] _opens
    cdef double[::1] _closes
    cdef double[::1] _before
    cdef long long[::1] _first
    cdef long long[::1] _last
    cdef double[::1] _period
    cdef double[::1] _whole
    cdef long long[::1] _at
    cdef double[::1] _base
    cdef double[::1] _done
    cdef void _advance(self, long long line, double now) noexcept nogil
    cdef double worked(self, long long timeline, double now) noexcept nogil
    cdef double opening(self, long long timeline, double now) noexcept nogil
    cdef double closing(self, long long timeline, double now) noexcept nogil
    cdef double reopening(self, long long timeline, double now) noexcept nogil
    cdef double finish(self, long long timeline, double now, double start, double minutes) noexcept nogil
