cimport cython
from libc.math cimport INFINITY, ceil

from isoqms.simulate.columns cimport reals, wholes
from isoqms.simulate.records cimport Cursor


@cython.final
cdef class Hours:
    cdef list _rows
    cdef tuple _columns
    cdef object _cursor_column
    cdef double* _opens
    cdef double* _closes
    cdef double* _before
    cdef Cursor* cursors
    cdef double begun
    cdef void _set_cursors(self)
    cdef void _look(self, long long line) noexcept nogil
    cdef void _advance(self, long long line, double now) noexcept nogil
    cdef double worked(self, long long timeline, double now) noexcept nogil
    cdef double opening(self, long long timeline, double now) noexcept nogil
    cdef double closing(self, long long timeline, double now) noexcept nogil
    cdef double reopening(self, long long timeline, double now) noexcept nogil
    cdef double carry_out(self, long long timeline, double moment, double minutes) noexcept nogil
    cdef double stood(self, long long timeline, double since) noexcept nogil
    cdef double _stood_longer(self, long long line, double since) noexcept nogil
    cdef double finish(self, long long timeline, double now, double start, double minutes) noexcept nogil
    cdef double _interrupted(self, long long line, long long at, double base, double end) noexcept nogil
    cdef double _whole_periods(self, long long line, double minutes) noexcept nogil
