cimport cython
from libc.math cimport INFINITY

from isoqms.simulate.columns cimport reals, wholes
from isoqms.simulate.chance cimport luck
from isoqms.simulate.numbers cimport MOST_ROLES, SERVED
from isoqms.simulate.lines cimport Lines


cdef class Turns(Lines):
    cdef long long* _first_person
    cdef double* _free_from
    cdef long long* _turn_hours
    cdef bint observing
    cdef void serve(self, long long token, long long node, long long slot, long long pool, double now) noexcept nogil
    cdef void foresee(self, long long slot, long long kind) noexcept nogil
    cdef void count_served(self, double now, double sign) noexcept nogil
    cdef double measure(self, long long token, long long node, long long slot) noexcept nogil
