from libc.math cimport INFINITY, log, log1p

from isoqms.simulate.chance cimport mix, uniform
from isoqms.simulate.course cimport Course
from isoqms.simulate.due cimport Dues
from isoqms.simulate.numbers cimport (
    BINS, DELAY, D_ARRIVED, D_COLUMNS, D_COMMITTED, D_ENDING, D_FINISHED, D_KIND, D_LEGAL, D_NUMBER, D_PROCEDURE, D_RECEIVED, D_REQUESTED, D_REQUESTS, D_STARTED, D_STATUTORY, D_STREAM, DONE, ENDED, GROW, IN_WORK, MARGIN, MOST_ROLES, MOST_STOPS, N_BATCH, N_COLUMNS, N_CRITICAL, N_CRITICAL_TIME, N_ELAPSED, N_OFF_HOURS, N_OTHER_WORK, N_QUEUE, N_VISITS, N_WAIT, N_WORK, OFF_HOURS, OTHER_WORK, P_CARRIED, P_CAUSES, P_COLUMNS, P_COMMITTED, P_COMMITTED_IN_TIME, P_COUNTED, P_ENDINGS, P_FINISHED, P_FIRST_TIME_RIGHT, P_IN_PROGRESS, P_INDEX, P_INDEX_IN_TIME, P_LEAD, P_LEGAL, P_LEGAL_IN_TIME, P_OPEN, P_RECEIVED, P_REPORT, P_REPORT_IN_TIME, P_REWORK, P_STARTED, P_STATUTORY, P_WORK, BATCH, PASS, QUEUE, STUCK, V_COLUMNS, V_ENDED, V_ENTERED, V_JOINED, V_NODE, V_NUMBER, V_POOL, V_PROCEDURE, V_STARTED, WORK,
)


cdef class Kernel(Course):
    cdef Dues _dues
    cdef long long[::1] _rules
    cdef unsigned long long[::1] _stream_key
    cdef long long[::1] _stream_at
    cdef double[::1] _stream_base
    cdef double[::1] _stream_place
    cdef long long[::1] _stream_count
    cdef long long[::1] _stream_number
    cdef unsigned long long[::1] _stream_next
    cdef long long[::1] _procedure_count
    cdef long long _warm_up
    cdef long long _cases
    cdef double _begin
    cdef double _end
    cdef long long _came
    cdef long long _open
    cdef double _now
    cdef double _since
    cdef double _until
    cdef bint _log
    cdef double[::1] _visits
    cdef double[::1] _dossiers
    cdef long long _visit_count
    cdef long long _dossier_count
    cdef double[::1] _series
    cdef long long _series_room
    cdef long long _mark_events
    cdef long long _state
    cdef void _grow_logs(self)
    cdef long long _run(self) noexcept nogil
    cdef bint _is_over(self, double now) noexcept nogil
    cdef bint _log_is_full(self) noexcept nogil
    cdef void _other(self, long long what, double now) noexcept nogil
    cdef void _next_arrival(self, long long stream) noexcept nogil
    cdef void _arrive(self, long long stream, double now) noexcept nogil
    cdef void _count_in(self, long long slot, long long procedure, double now) noexcept nogil
    cdef void _observe(self, double now) noexcept nogil
    cdef void _observe_no_more(self, double now) noexcept nogil
    cdef void _log_visit(self, long long token, long long node, long long slot, double now) noexcept nogil
    cdef long long _bin(self, double minutes) noexcept nogil
    cdef void _note_time(self, long long slot, long long row, double now) noexcept nogil
    cdef void _note_period(self, long long slot, long long row, double now) noexcept nogil
    cdef void _note_causes(self, long long slot, long long row, long long token, double now) noexcept nogil
    cdef double _due(self, long long slot, long long which, double now) noexcept nogil
    cdef void _judge(self, long long slot, long long row, long long ending, double now, bint unfinished) noexcept nogil
    cdef long long _verdict(self, long long slot, long long rule, long long ending, double end, bint unfinished) noexcept nogil
    cdef void _judge_unfinished(self, double now) noexcept nogil
    cdef void _close(self)
    cdef void _log_dossier(self, long long slot, long long ending, double now) noexcept nogil
