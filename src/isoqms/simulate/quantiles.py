"""Quantiles of the continuous laws of time: normal, gamma and beta, in both tails, without a library of numerics.

A place in a law is the pair (lower, upper): the probability of less and of more, which add up to one. Both are given
because near one end only the smaller of the two still says where one is.

Sources: NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov: incomplete gamma function by its series
(8.7.1) and continued fraction (8.9.2), incomplete beta function by its continued fraction (8.17.22); the fractions by
the method of Lentz as changed by Thompson and Barnett (J. Comput. Phys. 64, 1986); gamma of large shape, and the first
guess, by Wilson and Hilferty (PNAS 17, 1931).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from math import exp, expm1, inf, lgamma, log, log1p, sqrt
from statistics import NormalDist
from typing import Final

Shares = tuple[float, float]
"""The probability of less and of more; they add up to one."""

_NORMAL: Final = NormalDist()
_CLOSE: Final = 4e-16
_TINY: Final = 1e-300
_LEAST: Final = -745.0
"""The logarithm below which a number is nothing but zero."""
_NEARLY_NORMAL: Final = 1e4
"""A gamma law of a larger shape is taken by its cube root, which is nearly normal: 1e-5 of the quantile, 7 sd out."""


def normal_shares(x: float) -> Shares:
    """Return the probabilities that a standard normal number is less than `x`, and more."""
    return _NORMAL.cdf(x), _NORMAL.cdf(-x)


def normal_quantile(lower: float, upper: float) -> float:
    """Return the standard normal quantile at a place."""
    return _NORMAL.inv_cdf(lower) if lower <= upper else -_NORMAL.inv_cdf(upper)


def gamma_shares(x: float, shape: float) -> Shares:
    """Return the probabilities that a gamma number of this shape and scale 1 is less than `x`, and more."""
    if x <= 0 or x == inf:
        return (0.0, 1.0) if x <= 0 else (1.0, 0.0)
    if shape > _NEARLY_NORMAL:
        return normal_shares(3 * sqrt(shape) * ((x / shape) ** (1 / 3) - 1 + 1 / (9 * shape)))
    factor = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1:
        lower = min(1.0, factor * _gamma_series(x, shape))
        return lower, 1 - lower
    upper = factor / _lentz(x + 1 - shape, ((i * (shape - i), x + 2 * i + 1 - shape) for i in count(1)))
    return 1 - upper, upper


def gamma_quantile(lower: float, upper: float, shape: float) -> float:
    """Return the quantile at a place of the gamma law with this shape and scale 1."""
    if lower <= 0 or upper <= 0:
        return 0.0 if lower <= 0 else inf
    guess, rising, wanted = _gamma_guess(lower, upper, shape), lower <= upper, log(min(lower, upper))
    if shape > _NEARLY_NORMAL:
        return exp(guess)

    def excess(t: float) -> tuple[float, float]:
        x = exp(t)
        share = gamma_shares(x, shape)[0 if rising else 1]
        if share <= 0:
            return (-inf if rising else inf), 0.0
        slope = exp(shape * t - x - lgamma(shape)) / share
        return (log(share) - wanted if rising else wanted - log(share)), slope

    return exp(_root(excess, _LEAST, 709.0, guess))


def beta_shares(x: float, p: float, q: float) -> Shares:
    """Return the probabilities that a beta number with parameters `p` and `q` is less than `x`, and more."""
    if not 0 < x < 1:
        return (0.0, 1.0) if x <= 0 else (1.0, 0.0)
    if x > (p + 1) / (p + q + 2):
        upper, lower = beta_shares(1 - x, q, p)
        return lower, upper
    lower = min(1.0, exp(p * log(x) + q * log1p(-x) - _log_beta(p, q)) / p / _beta_fraction(x, p, q))
    return lower, 1 - lower


def beta_quantile(lower: float, upper: float, p: float, q: float) -> float:
    """Return the quantile at a place of the beta law with parameters `p` and `q` on the numbers from 0 to 1."""
    if lower > upper:
        return 1 - beta_quantile(upper, lower, q, p)
    if lower <= 0:
        return 0.0
    wanted, scale = log(lower), _log_beta(p, q)

    def excess(t: float) -> tuple[float, float]:
        share = beta_shares(exp(t), p, q)[0]
        if share <= 0:
            return -inf, 0.0
        return log(share) - wanted, exp(p * t + (q - 1) * log(-expm1(t)) - scale) / share

    return exp(_root(excess, _LEAST, 0.0, min((wanted + log(p) + scale) / p, log(p / (p + q)))))


def _gamma_series(x: float, shape: float) -> float:
    term = total = 1 / shape
    i = shape
    while term > total * _CLOSE / 4:
        i += 1
        term *= x / i
        total += term
    return total


def _gamma_guess(lower: float, upper: float, shape: float) -> float:
    """Return the logarithm of about the quantile."""
    cube = 1 - 1 / (9 * shape) + normal_quantile(lower, upper) / (3 * sqrt(shape))
    if cube > 0.3:
        return log(shape) + 3 * log(cube)
    return min((log(lower) + lgamma(shape + 1)) / shape, log(shape + 1))


def _log_beta(p: float, q: float) -> float:
    return lgamma(p) + lgamma(q) - lgamma(p + q)


def _beta_fraction(x: float, p: float, q: float) -> float:
    def terms() -> Iterable[tuple[float, float]]:
        for m in count():
            yield -(p + m) * (p + q + m) * x / ((p + 2 * m) * (p + 2 * m + 1)), 1.0
            yield (m + 1) * (q - m - 1) * x / ((p + 2 * m + 1) * (p + 2 * m + 2)), 1.0

    return _lentz(1.0, terms())


def _lentz(first: float, terms: Iterable[tuple[float, float]]) -> float:
    """Return the continued fraction first + a1/(b1 + a2/(b2 + …)) for the terms (a, b)."""
    value = c = first or _TINY
    d = 0.0
    for a, b in terms:
        d = 1 / (b + a * d or _TINY)
        c = b + a / c or _TINY
        value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return value


def _root(excess: Callable[[float], tuple[float, float]], low: float, high: float, guess: float) -> float:
    """Return where a rising function is zero, by Newton's steps kept between what is too low and what is too high."""
    at = min(max(guess, low), high)
    for _ in range(200):
        value, slope = excess(at)
        low, high = (low, at) if value > 0 else (at, high)
        step = value / slope if slope > 0 else inf
        new = at - step
        if not low < new < high:
            new = (low + high) / 2
        elif abs(step) < 1e-9:
            return new
        if abs(new - at) <= 1e-16 * abs(at):
            return new
        at = new
    return at
