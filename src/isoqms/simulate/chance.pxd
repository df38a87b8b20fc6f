from libc.math cimport log1p, sqrt

from isoqms.simulate.numbers cimport EXPONENTIAL, FIXED, QUANTILES, TRIANGULAR, UNIFORM

cdef unsigned long long mix(unsigned long long x) noexcept nogil
cdef double uniform(unsigned long long x) noexcept nogil
cdef double draw(double u, long long law, double[::1] laws, double[::1] table) noexcept nogil
cdef double _between(double u, long long start, long long size, double[::1] table) noexcept nogil
cdef double _looked_up(double u, long long start, double[::1] table) noexcept nogil
