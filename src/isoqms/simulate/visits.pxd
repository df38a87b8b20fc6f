cimport cython

from isoqms.simulate.columns cimport reals
from isoqms.simulate.numbers cimport (
    BATCH, IN_WORK, N_BATCH, N_COLUMNS, N_CRITICAL, N_CRITICAL_TIME,
    N_ELAPSED, N_OFF_HOURS, N_OTHER_WORK, N_QUEUE, N_VISITS, N_WAIT,
    N_WORK, OFF_HOURS, OTHER_WORK, P_CAUSES, P_COLUMNS, P_WORK, PASS, QUEUE,
    S_BATCH, S_COLUMNS, S_DWELL, S_ELAPSED, S_QUEUE, S_VISITS, S_WAIT,
    S_WORK, WORK,
)
from isoqms.simulate.verdict cimport Verdict


cdef class Visits(Verdict):
    cdef long long _nodes
    cdef list _procedure_of
    cdef double* _sums
    cdef void add_visit(self, long long token, long long node, long long slot, double now) noexcept nogil
    cdef void add_work(self, long long token, long long slot) noexcept nogil
    cdef void _add(self, long long line, long long token, long long node, double end) noexcept nogil
    cdef void _follow_back(self, long long token) noexcept nogil
