"""Makes the polynomial coefficients of the elementary functions in org.surprisal.kernel.

Every polynomial is the interpolant at the Chebyshev nodes of its interval, computed with 60 digits
and rounded coefficient by coefficient to double. That is within a small factor of the minimax
polynomial of the same degree; the printed error is the largest one found on a grid, with the rounded
coefficients, relative to the largest size of the polynomial on the interval.

Usage: python3 elementary_coefficients.py [name ...]
"""

import sys

from mpmath import (
    atanh,
    cos,
    digamma,
    erf,
    erfc,
    exp,
    expm1,
    factorial,
    findroot,
    log,
    loggamma,
    mp,
    mpf,
    pi,
    polyval,
    psi,
    sqrt,
    euler,
    zeta,
)

mp.dps = 60


def fit(function, low, high, degree):
    """Coefficients, lowest first, of the interpolant at the Chebyshev nodes of [low, high]."""
    low, high = mpf(low), mpf(high)
    count = degree + 1
    nodes = [
        (low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * count))
        for i in range(count)
    ]
    table = [function(node) for node in nodes]
    for level in range(1, count):
        for i in range(count - 1, level - 1, -1):
            table[i] = (table[i] - table[i - 1]) / (nodes[i] - nodes[i - level])
    coefficients = [table[-1]]
    for i in range(count - 2, -1, -1):
        shifted = [mpf(0)] + coefficients
        for j, value in enumerate(coefficients):
            shifted[j] -= nodes[i] * value
        shifted[0] += table[i]
        coefficients = shifted
    return coefficients


def error(function, coefficients, low, high):
    """The largest error of the coefficients rounded to double, relative to the largest value."""
    rounded = [mpf(float(c)) for c in reversed(coefficients)]
    low, high = mpf(low), mpf(high)
    points = [low + (high - low) * (mpf(2 * i + 1) / 802) for i in range(401)]
    values = [function(point) for point in points]
    size = max(abs(value) for value in values)
    return max(abs(polyval(rounded, p) - v) for p, v in zip(points, values)) / size


def exp_tail(r):
    """(e^r - 1 - r - r^2/2) / r^3."""
    if abs(r) < mpf("1e-12"):
        return sum(r**k / factorial(k + 3) for k in range(8))
    return (expm1(r) - r - r * r / 2) / r**3


def log_tail(z):
    """(2 atanh(s) / s - 2 - 2 z / 3) / z^2 with z = s^2."""
    if z < mpf("1e-12"):
        return sum(2 * z**k / (2 * k + 5) for k in range(8))
    s = sqrt(z)
    return (2 * atanh(s) / s - 2 - 2 * z / 3) / z**2


def lgamma_tail(w):
    """(ln Gamma(2 + w) / w - (1 - euler)) / w."""
    if abs(w) < mpf("1e-9"):
        return sum((-1) ** k * (zeta(k) - 1) / k * w ** (k - 2) for k in range(2, 10))
    return (loggamma(2 + w) / w - (1 - euler)) / w


def binet(x):
    """ln Gamma(x) - (x - 1/2) ln x + x - ln(2 pi) / 2."""
    return loggamma(x) - (x - mpf(1) / 2) * log(x) + x - log(2 * pi) / 2


def unfold(function, centre):
    """function(x) as a function of v = (x - centre) / (x + centre)."""
    return lambda v: function(centre * (1 + v) / (1 - v))


def fold(x, centre):
    return (mpf(x) - centre) / (mpf(x) + centre)


def inverse_square(function):
    """function(x) as a function of t = 1/x^2."""
    return lambda t: function(1 / sqrt(t))


def digamma_gap(x):
    """ln x - 1/(2x) - digamma(x), about 1/(12 x^2)."""
    return log(x) - 1 / (2 * x) - digamma(x)


def trigamma_gap(x):
    """trigamma(x) - 1/x - 1/(2 x^2), about 1/(6 x^3)."""
    return psi(1, x) - 1 / x - 1 / (2 * x * x)


ROOT = findroot(digamma, mpf("1.4616321449683623412626595423257"))


def digamma_slope(x):
    """digamma(x) divided by the distance of x from its zero."""
    if abs(x - ROOT) < mpf("1e-20"):
        return psi(1, ROOT)
    return digamma(x) / (x - ROOT)


def erf_excess(q):
    """erf(x) / x - 1 with q = x^2."""
    if q < mpf("1e-14"):
        head = sum((-q) ** k / (factorial(k) * (2 * k + 1)) for k in range(8))
        return 2 / sqrt(pi) * head - 1
    return erf(sqrt(q)) / sqrt(q) - 1


def mills(a):
    """e^(a^2/2) times the lower tail of the normal distribution at -a."""
    return exp(a * a / 2) * erfc(a / sqrt(mpf(2))) / 2


def mills_slope(a):
    """m (m - a) with m = phi(a) / Phi(-a), the slope of the inverse Mills ratio; 1 in the limit."""
    m = 1 / (sqrt(2 * pi) * mills(a))
    return m * (m - a)


def folded(function, low, high, degree):
    """A row of POLYNOMIALS in v; the centre is a double, so that v has no error from it."""
    centre = mpf(float(sqrt(mpf(low) * mpf(high))))
    return unfold(function, centre), fold(low, centre), fold(high, centre), degree


HALF_LN2 = log(2) / 2 + mpf("1e-4")
LOG_END = fold(sqrt(mpf(2)), mpf(1)) ** 2 + mpf("1e-12")
SIXTH = mpf(1) / 36
POLYNOMIALS = {
    "EXP": (exp_tail, -HALF_LN2, HALF_LN2, 9),
    "LOG": (log_tail, 0, LOG_END, 7),
    "LGAMMA2": (lgamma_tail, mpf(-1) / 2, mpf(1) / 2, 17),
    "BINET_1_3": folded(binet, 1, 3, 17),
    "BINET_3_6": folded(binet, 3, 6, 15),
    "BINET_6": (inverse_square(lambda x: x * binet(x)), 0, SIXTH, 10),
    "DIGAMMA_1_2": folded(digamma_slope, 1, 2, 16),
    "DIGAMMA_2_6": folded(digamma_gap, 2, 6, 19),
    "DIGAMMA_6": (inverse_square(lambda x: x * x * digamma_gap(x)), 0, SIXTH, 10),
    "TRIGAMMA_1_2": folded(lambda x: psi(1, x), 1, 2, 17),
    "TRIGAMMA_2_6": folded(trigamma_gap, 2, 6, 21),
    "TRIGAMMA_6": (inverse_square(lambda x: x**3 * trigamma_gap(x)), 0, SIXTH, 11),
    "ERF": (erf_excess, 0, 1, 12),
    "MILLS_LOW": folded(mills, mpf(11) / 16, 2, 16),
    "MILLS_2_5": folded(mills, 2, 5, 17),
    "MILLS_5_12": folded(mills, 5, 12, 16),
    "MILLS_12": (inverse_square(lambda x: x * mills(x)), 0, mpf(1) / 144, 9),
    "SLOPE_LOW": folded(mills_slope, mpf(11) / 16, 2, 14),
    "SLOPE_2_5": folded(mills_slope, 2, 5, 16),
    "SLOPE_5_12": folded(mills_slope, 5, 12, 16),
    "SLOPE_12": (inverse_square(mills_slope), 0, mpf(1) / 144, 10),
}


def main():
    wanted = sys.argv[1:]
    for name, (function, low, high, degree) in POLYNOMIALS.items():
        if wanted and name not in wanted:
            continue
        coefficients = fit(function, low, high, degree)
        print(f"// {name}: degree {degree} on [{mp.nstr(low, 8)}, {mp.nstr(high, 8)}], "
              f"error {mp.nstr(error(function, coefficients, low, high), 3)}")
        for value in coefficients:
            print(f"    {float(value)!r},")


if __name__ == "__main__":
    main()
