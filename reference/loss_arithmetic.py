"""Differences that lose every digit where written down naively, for the formulas of the losses."""

from mpmath import mp, mpf

from loss_formulas import exp, minus

# Where cancellation takes digits, but no more than two doubles have.
GUARD_DIGITS = 60

SERIES_BELOW = mpf(10) ** -30


def exact_difference(a, b):
    return mp.fsub(a, b, exact=True)


def size(r):
    """|r| with every bit of r, where abs would round."""
    return mp.fneg(r, exact=True) if r < 0 else r


def exact_square(r):
    return mp.fmul(r, r, exact=True)


def expm1(x):
    """e^x - 1"""
    return mp.expm1(x) if abs(x) < 1 else exp(x) - 1


def x_minus_log1p(x):
    """x - ln(1 + x) for x > -1, at least 0."""
    if abs(x) < SERIES_BELOW:
        return x * x * (mpf(1) / 2 - x / 3 + x * x / 4)
    with mp.extradps(GUARD_DIGITS + 10):
        return x - mp.log1p(x)


def expm1_minus_x(x):
    """e^x - 1 - x, at least 0."""
    if abs(x) < SERIES_BELOW:
        return x * x * (mpf(1) / 2 + x / 6 + x * x / 24)
    with mp.extradps(GUARD_DIGITS + 10):
        return expm1(x) - x


def log_ratio(a, b):
    """ln(a/b) for a > 0 and b > 0."""
    if b < 2 * a and a < 2 * b:
        return mp.log1p(exact_difference(a, b) / b)
    return mp.log(a) - mp.log(b)


def exp_minus(z, y):
    """e^z - y for y >= 0."""
    if y == 0:
        return exp(z)
    distance = z - mp.log(y)
    return y * mp.expm1(distance) if abs(distance) < 1 else exp(z) - y


def combination(*products):
    """The sum of products that may cancel, 0 where it is 0 but for rounding."""
    positive = mp.fsum(p for p in products if p > 0)
    negative = mp.fsum(-p for p in products if p < 0)
    return minus(positive, negative)
