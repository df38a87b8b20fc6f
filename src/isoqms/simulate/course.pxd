cimport cython
from isoqms.simulate.columns cimport wholes
from isoqms.simulate.chance cimport luck
from isoqms.simulate.numbers cimport (
    APART, ARRIVED, DELAY, GATHERED, GONE, JOIN_ALL,
    JOIN_ANY, MARGIN, MARKED_IN, MARKED_OUT, QUEUED, RESTARTS, SERVED, SPLIT, STARTING, STOPS,
    SUPPLEMENT, VANISHING, WAITING, WORK, WORKED,
)
from isoqms.simulate.lots cimport Lots


cdef class Course(Lots):
    cdef long long* _split
    cdef long long _split_depth
    cdef void go_on(self, long long token, double now) noexcept nogil
    cdef bint _enter(self, long long token, double now) noexcept nogil
    cdef bint _is_let_in(self, long long token, long long node, long long slot, long long flags, double now) noexcept nogil
    cdef bint _is_over_at_once(self, long long token, long long node, double now) noexcept nogil
    cdef double _waited(self, long long token, long long node, double now) noexcept nogil
    cdef double _delayed(self, long long token, long long node, double now) noexcept nogil
    cdef long long ended(self, long long token, double now) noexcept nogil
    cdef bint _is_done(self, long long token, double now) noexcept nogil
    cdef long long _part(self, long long token, long long node, long long slot, long long flags, double now) noexcept nogil
    cdef long long _leave(self, long long token, double now) noexcept nogil
    cdef long long _go(self, long long token, long long slot, long long way, double now) noexcept nogil
    cdef void _split_up(self, long long token, long long slot, long long way, long long last) noexcept nogil
    cdef long long _choose(self, long long token, long long slot, long long node, double now) noexcept nogil
    cdef long long _choose_open(self, long long slot, long long first, long long last, long long closed, double u) noexcept nogil
    cdef void _merge(self, long long slot, long long node, unsigned long long group) noexcept nogil
    cdef bint _meets(self, long long token, double now) noexcept nogil
    cdef void _withdraw_others(self, long long keeper, long long slot, long long join, double now) noexcept nogil
    cdef void _withdraw(self, long long token, long long slot, double now) noexcept nogil
