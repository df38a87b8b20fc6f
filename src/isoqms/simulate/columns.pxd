cdef double* reals(double[::1] column) noexcept
cdef long long* wholes(long long[::1] column) noexcept
cdef unsigned long long* keys(unsigned long long[::1] column) noexcept
