cimport cython
from libc.math cimport INFINITY

from isoqms.simulate.columns cimport keys, reals, wholes


@cython.final
cdef class Agenda:
    cdef list _columns
    cdef double* _times
    cdef unsigned long long* _ranks
    cdef long long* _whats
    cdef long long size
    cdef long long room
    cdef double time
    cdef long long what
    cdef bint _hole
    cdef long long _below
    cdef long long _never
    cdef void _point(self)
    cdef void grow(self)
    cdef void add(self, double time, unsigned long long rank, long long what) noexcept nogil
    cdef bint take(self) noexcept nogil
    cdef void fill(self) noexcept nogil
    cdef unsigned long long _rank(self, long long what) noexcept nogil
    cdef void _sink(self, double time, long long what) noexcept nogil
    cdef bint now_again(self) noexcept nogil
