cimport cython
from libc.math cimport fabs, log, sqrt

from isoqms.simulate.columns cimport reals, wholes
from isoqms.simulate.numbers cimport EXPONENTIAL, FIXED, QUANTILES, TRIANGULAR, UNIFORM

cdef unsigned long long mix(unsigned long long x) noexcept nogil
cdef double uniform(unsigned long long x) noexcept nogil
cdef double luck(unsigned long long key, long long visit) noexcept nogil


@cython.final
cdef class Laws:
    cdef tuple _columns
    cdef long long* _kinds
    cdef double* _rows
    cdef double* _table
    cdef double draw(self, long long law, double u) noexcept nogil
    cdef double _between(self, long long row, double u) noexcept nogil
    cdef double _looked_up(self, long long row, double u) noexcept nogil
