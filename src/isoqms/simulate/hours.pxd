cimport cython
from libc.math cimport INFINITY

from isoqms.simulate.columns cimport reals, wholes


@cython.final
cdef class Hours:
    cdef tuple _columns
    cdef double* _opens
    cdef double* _closes
    cdef double* _before
    cdef long long* _first
    cdef long long* _last
    cdef double* _period
    cdef double* _whole
    cdef long long* _at
    cdef double* _base
    cdef double* _done
    cdef double begun
    cdef double begun_after
    cdef void _advance(self, long long line, double now) noexcept nogil
    cdef double worked(self, long long timeline, double now) noexcept nogil
    cdef double opening(self, long long timeline, double now) noexcept nogil
    cdef double closing(self, long long timeline, double now) noexcept nogil
    cdef double reopening(self, long long timeline, double now) noexcept nogil
    cdef double carry_out(self, long long timeline, double moment, double minutes) noexcept nogil
    cdef double finish(self, long long timeline, double now, double start, double minutes) noexcept nogil
