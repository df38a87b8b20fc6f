cimport cython

from isoqms.simulate.columns cimport reals, wholes
from isoqms.simulate.numbers cimport GATHERED
from isoqms.simulate.staffing cimport Staffing


cdef class Lots(Staffing):
    cdef long long _lot_events
    cdef long long* _lot_first
    cdef long long* _lot_last
    cdef long long* _lot_count
    cdef long long* _release_at
    cdef double* _release_base
    cdef double* _releases_next
    cdef void come_to_work(self, long long token, double now) noexcept nogil
    cdef void _await_release(self, long long batch, double now) noexcept nogil
    cdef void release(self, long long batch, double now) noexcept nogil
    cdef void leave_lot(self, long long token) noexcept nogil
