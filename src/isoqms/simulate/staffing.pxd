cimport cython
from libc.math cimport INFINITY

from isoqms.simulate.columns cimport reals, wholes
from isoqms.simulate.numbers cimport (
    MOST_ROLES, NONSTOP, QUEUED, WORKED,
)
from isoqms.simulate.turns cimport Turns


cdef class Staffing(Turns):
    cdef long long* _looked_at
    cdef long long* _somebody_waits
    cdef long long* _free
    cdef long long* _reserved
    cdef double* _wakes
    cdef long long* _to_look
    cdef long long* _is_to_look
    cdef long long _groups_to_look
    cdef long long _wake_events
    cdef long long _free_events
    cdef bint at_ease
    cdef void look_at(self, long long group) noexcept nogil
    cdef void woken(self, long long timeline) noexcept nogil
    cdef void take_up(self, double now) noexcept nogil
    cdef void join_line(self, long long token, double now) noexcept nogil
    cdef long long _somebody(self, long long role, double now, double minutes) noexcept nogil
    cdef bint _is_there(self, long long hours, double now, double minutes) noexcept nogil
    cdef void _wake(self, long long role, double now) noexcept nogil
    cdef void _take_plain(self, long long role, double now) noexcept nogil
    cdef void _take_in_order(self, long long group, double now) noexcept nogil
    cdef long long _next_role(self, long long group, long long joint) noexcept nogil
    cdef long long _given_up(
        self, long long token, long long start, long long count, double now, double minutes
    ) noexcept nogil
    cdef bint _is_behind_anybody(self, long long start, long long count) noexcept nogil
    cdef void _take_single(self, long long token, long long role, double now) noexcept nogil
    cdef void _take_joint(self, long long token, double now) noexcept nogil
    cdef void _begin(self, long long token, long long count, double now) noexcept nogil
    cdef void _engage(self, long long pool, double work) noexcept nogil
    cdef void end_work(self, long long token, double now) noexcept nogil
    cdef void free_somebody(self, long long pool) noexcept nogil
