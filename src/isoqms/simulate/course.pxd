cimport cython
from isoqms.simulate.columns cimport reals, wholes
from isoqms.simulate.chance cimport mix, uniform
from isoqms.simulate.numbers cimport (
    ARRIVED, DELAY, EXTENDS, GATHERED, GONE, JOIN_ALL,
    JOIN_ANY, MARGIN, QUEUED, RESTARTS, SPLIT, STOPS,
    SUPPLEMENT, VANISHING, WAITING, WORK, WORKED,
)
from isoqms.simulate.staffing cimport Staffing


cdef class Course(Staffing):
    cdef long long _lot_events
    cdef long long* _lot_first
    cdef long long* _lot_last
    cdef long long* _lot_count
    cdef long long* _release_at
    cdef double* _release_base
    cdef double* _releases_next
    cdef long long* _split
    cdef long long _split_depth
    cdef void enter(self, long long token, double now) noexcept nogil
    cdef double _waited(self, long long token, long long node, double now) noexcept nogil
    cdef double _delayed(self, long long token, long long node, double now) noexcept nogil
    cdef void _come_to_work(self, long long token, double now) noexcept nogil
    cdef void _await_release(self, long long batch, double now) noexcept nogil
    cdef void release(self, long long batch, double now) noexcept nogil
    cdef void happen(self, long long token, double now) noexcept nogil
    cdef void leave(self, long long token, double now) noexcept nogil
    cdef void _go(self, long long token, long long slot, long long way, double now) noexcept nogil
    cdef void _split_up(self, long long token, long long slot, long long way, long long last, double now) noexcept nogil
    cdef long long _choose(self, long long token, long long slot, long long node, double now) noexcept nogil
    cdef long long _choose_open(self, long long slot, long long first, long long last, long long closed, double u) noexcept nogil
    cdef void _forget(self, long long slot) noexcept nogil
    cdef void _merge(self, long long slot, long long node, unsigned long long group) noexcept nogil
    cdef bint _meets(self, long long token, double now) noexcept nogil
    cdef void _withdraw_others(self, long long keeper, long long slot, long long join, double now) noexcept nogil
    cdef void _withdraw(self, long long token, long long slot, double now) noexcept nogil
    cdef void _leave_lot(self, long long token) noexcept nogil
