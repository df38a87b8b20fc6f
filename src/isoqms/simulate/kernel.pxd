cimport cython
from libc.math cimport INFINITY, log

from isoqms.simulate.columns cimport keys, reals, wholes
from isoqms.simulate.chance cimport mix, uniform
from isoqms.simulate.course cimport Course
from isoqms.simulate.numbers cimport (
    DONE, ENDED, GROW, MARGIN, P_COLUMNS, P_COUNTED,
    STUCK,
)


@cython.final
cdef class Kernel(Course):
    cdef unsigned long long* _stream_key
    cdef long long* _stream_at
    cdef double* _stream_base
    cdef double* _stream_place
    cdef long long* _stream_count
    cdef long long* _stream_number
    cdef unsigned long long* _stream_next
    cdef long long* _procedure_count
    cdef long long _warm_up
    cdef double _first_minute
    cdef double _last_minute
    cdef long long _came
    cdef double _never
    cdef long long _mark_events
    cdef long long _state
    cdef long long _run(self) noexcept nogil
    cdef bint _is_over(self, double now) noexcept nogil
    cdef void _other(self, long long what, double now) noexcept nogil
    cdef void _next_arrival(self, long long stream) noexcept nogil
    cdef long long _arrive(self, long long stream, double now) noexcept nogil
    cdef void _count_in(self, long long slot, long long procedure, double now) noexcept nogil
    cdef void _observe(self, double now) noexcept nogil
    cdef void _observe_no_more(self, double now) noexcept nogil
