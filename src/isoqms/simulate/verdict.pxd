cimport cython

from isoqms.simulate.columns cimport wholes
from isoqms.simulate.due cimport Dues
from isoqms.simulate.numbers cimport (
    MOST_STOPS, P_COLUMNS, P_LEGAL, P_LEGAL_IN_TIME,
)
from isoqms.simulate.clock cimport Clock


cdef class Verdict(Clock):
    cdef Dues _dues
    cdef long long* _rules
    cdef long long cases
    cdef bint judged
    cdef long long _asked_limit
    cdef double _asked_start
    cdef double _answer
    cdef double since
    cdef double until
    cdef double due_of(self, long long slot, long long which) noexcept nogil
    cdef double _plain(self, long long limit, double start) noexcept nogil
    cdef void judge(self, long long slot, long long row, long long ending, double now, bint unfinished) noexcept nogil
    cdef long long _verdict(self, long long slot, long long rule, long long ending, double end, bint unfinished) noexcept nogil
    cdef long long _verdict_unfinished(self, long long slot, long long rule) noexcept nogil
    cdef bint _is_asked(self, long long slot) noexcept nogil
    cdef void judge_unfinished(self, double now) noexcept nogil
