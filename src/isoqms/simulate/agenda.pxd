cimport cython
from libc.math cimport INFINITY

from isoqms.simulate.columns cimport keys, reals, wholes


cdef class Agenda:
    cdef list _event_columns
    cdef double* _times
    cdef unsigned long long* _ranks
    cdef long long* _whats
    cdef long long events
    cdef long long event_room
    cdef double time
    cdef long long what
    cdef bint _hole
    cdef long long _below
    cdef long long _nothing
    cdef void _point_events(self)
    cdef void grow_agenda(self)
    cdef void expect(self, double time, unsigned long long rank, long long what) noexcept nogil
    cdef bint take(self) noexcept nogil
    cdef void fill(self) noexcept nogil
    cdef unsigned long long _rank(self, long long what) noexcept nogil
    cdef void _sink(self, double time, long long what) noexcept nogil
    cdef bint now_again(self) noexcept nogil
