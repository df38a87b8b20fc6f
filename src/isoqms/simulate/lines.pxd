cimport cython

from isoqms.simulate.columns cimport wholes
from isoqms.simulate.ledger cimport Ledger


cdef class Lines(Ledger):
    cdef long long* _first
    cdef long long* _last
    cdef long long* joint_first
    cdef long long* in_line
    cdef bint _comes_before(self, long long one, long long other) noexcept nogil
    cdef long long level(self, long long token) noexcept nogil
    cdef void join_single(self, long long token, long long line) noexcept nogil
    cdef void join_joint(self, long long token, long long group) noexcept nogil
    cdef bint goes_first(self, long long one, long long other) noexcept nogil
    cdef void leave_line(self, long long token) noexcept nogil
    cdef long long first_of(self, long long role, long long level) noexcept nogil
    cdef long long next_of(self, long long role, long long token) noexcept nogil
