cimport cython


@cython.final
cdef class Agenda:
    cdef double[::1] _times
    cdef unsigned long long[::1] _ranks
    cdef long long[::1] _whats
    cdef long long size
    cdef long long room
    cdef double time
    cdef long long what
    cdef void grow(self)
    cdef void add(self, double time, unsigned long long rank, long long what) noexcept nogil
    cdef void take(self) noexcept nogil
    cdef bint now_again(self) noexcept nogil
