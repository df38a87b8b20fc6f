"""Student's t distribution: how wide an interval around the mean of a few replications must be.

Source: "Student" (W. S. Gosset), "The probable error of a mean", Biometrika 6, 1908. With n degrees of freedom the
square of t, divided by n plus itself, is a beta number with parameters 1/2 and n/2.
"""

from __future__ import annotations

from math import sqrt

from isoqms.simulate.quantiles import beta_quantile


def quantile(p: float, df: float) -> float:
    """Return the number which a Student t variable with `df` degrees of freedom stays below with probability `p`.

    Raises:
        ValueError: `p` is no probability strictly between 0 and 1, or `df` is not positive.

    >>> round(quantile(0.975, 9), 6)
    2.262157
    """
    if not 0 < p < 1 or not df > 0:
        raise ValueError(f"no t quantile for probability {p} and {df} degrees of freedom")
    return -_upper(p, df) if p < 0.5 else _upper(1 - p, df)


def _upper(tail: float, df: float) -> float:
    """Return the t that is exceeded with probability `tail`, which is at most a half."""
    if tail > 0.25:  # near the middle
        part = beta_quantile(1 - 2 * tail, 2 * tail, 0.5, df / 2)
        return sqrt(df * part / (1 - part))
    rest = beta_quantile(2 * tail, 1 - 2 * tail, df / 2, 0.5)
    return sqrt(df * (1 - rest) / rest)
