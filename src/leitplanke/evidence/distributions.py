"""Student's t and Fisher's F by the incomplete beta function, because the core does without SciPy."""

from math import exp, lgamma, log, log1p

Z_95 = 1.959963984540054  # the 97.5 % quantile of the standard normal distribution
_MANY = 500
_TINY = 1e-300
_MOST_TERMS = 10_000


def t_quantile_95(degrees_of_freedom: float) -> float:
    """The 97.5 % quantile of Student's t, half of what a 95 % interval needs on both sides."""
    if degrees_of_freedom >= _MANY:
        return _far_t_quantile(degrees_of_freedom)
    low, high = Z_95, Z_95
    while _t_two_tails(high, degrees_of_freedom) > 0.05:
        low, high = high, high * 2
    while True:
        middle = (low + high) / 2
        if middle in {low, high}:
            return middle
        if _t_two_tails(middle, degrees_of_freedom) > 0.05:
            low = middle
        else:
            high = middle


def _far_t_quantile(degrees_of_freedom: float) -> float:
    """Fisher & Cornish (1960), by powers of 1/n: exact to rounding for many degrees of freedom."""
    z, n = Z_95, degrees_of_freedom
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92_160
    return z + first / n + second / n**2 + third / n**3 + fourth / n**4


def f_tail(statistic: float, numerator: float, denominator: float) -> float:
    """The probability that Fisher's F with these degrees of freedom exceeds `statistic` >= 0."""
    if statistic <= 0:
        return 1.0
    return incomplete_beta(denominator / 2, numerator / 2, denominator / (denominator + numerator * statistic))


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _front(b, a, 1 - x) * _continued_fraction(b, a, 1 - x)
    return _front(a, b, x) * _continued_fraction(a, b, x)


def _t_two_tails(t: float, degrees_of_freedom: float) -> float:
    return f_tail(t * t, 1, degrees_of_freedom)


def _front(a: float, b: float, x: float) -> float:
    return exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a


def _continued_fraction(a: float, b: float, x: float) -> float:
    """Lentz's method (Thompson & Barnett 1986)."""
    c, d = 1.0, 1 / _off_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        before = value
        for term in (even, odd):
            d = 1 / _off_zero(1 + term * d)
            c = _off_zero(1 + term / c)
            value *= d * c
        if abs(value - before) <= 1e-16 * abs(value):
            break
    return value


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
