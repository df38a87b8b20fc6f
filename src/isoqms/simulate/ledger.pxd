cimport cython
from libc.math cimport INFINITY, log

from isoqms.simulate.columns cimport reals, wholes
from isoqms.simulate.numbers cimport (
    B_COLUMNS, B_COUNT, B_LONGEST, B_SHORTEST, BINS, D_ARRIVED, D_COLUMNS, D_COMMITTED, D_COUNTED,
    D_ENDING, D_FINISHED, D_KIND, D_LEGAL, D_NUMBER, D_PROCEDURE,
    D_RECEIVED, D_REQUESTED, D_REQUESTS, D_STARTED, D_STATUTORY, D_STREAM,
    MARGIN, MOST_ROLES, PASS, P_CARRIED,
    P_COLUMNS, P_ENDINGS, P_FINISHED, P_FIRST_TIME_RIGHT, P_IN_PROGRESS,
    P_LATE, P_LATE_LEAD, P_LEAD, P_OPEN, P_RECEIVED, P_REWORK, P_STARTED, P_STATUTORY,
    V_COLUMNS, V_ENDED, V_ENTERED,
    V_NODE, V_NUMBER, V_POOL, V_PROCEDURE, V_STARTED, WORK,
)
from isoqms.simulate.visits cimport Visits


cdef class Ledger(Visits):
    cdef long long counted_open
    cdef bint log
    cdef double* _visits
    cdef double* _dossiers
    cdef long long _visit_count
    cdef long long _visit_room
    cdef long long _dossier_room
    cdef long long _dossier_count
    cdef double* _series
    cdef long long _series_room
    cdef void grow_logs(self)
    cdef bint log_is_full(self) noexcept nogil
    cdef void note_visit(self, long long token, long long node, long long slot, double now) noexcept nogil
    cdef void _count(self, double* bins, long long procedure, double minutes) noexcept nogil
    cdef long long _bin(self, double minutes) noexcept nogil
    cdef void _note_time(self, long long slot, long long row, double now) noexcept nogil
    cdef void _note_period(self, long long slot, long long row, double now) noexcept nogil
    cdef void _log_dossier(self, long long slot, long long ending, double now) noexcept nogil
    cdef void note_the_rest(self)
    cdef void _log_visit(self, long long token, long long node, long long slot, double now) noexcept nogil
    cdef void note_dossier(self, long long slot, long long ending, double now) noexcept nogil
    cdef double _quantile(self, double* bins, long long procedure, double share)
