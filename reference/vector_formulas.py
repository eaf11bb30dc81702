"""Distances and similarities of two vectors, with their derivatives by each coordinate.

A function gives a Pair. fall is a constant minus the value, for the differences of two values: for
the cosine it is 1 - cos, which keeps its digits where the vectors are nearly parallel. Sums of
products are exact, so nothing but the last division rounds.
"""

from functools import lru_cache
from typing import NamedTuple

from mpmath import mp, mpf

from loss_formulas import minus


class Pair(NamedTuple):
    """first_a[k] and second_a[k] are derivatives by a[k], first_b[k] and second_b[k] by b[k]."""

    value: mpf
    fall: mpf
    first_a: list
    second_a: list
    first_b: list
    second_b: list


def product(x, y):
    return mp.fmul(x, y, exact=True)


def difference(x, y):
    return mp.fsub(x, y, exact=True)


def exact_sum(numbers):
    total = mpf(0)
    for x in numbers:
        total = mp.fadd(total, x, exact=True)
    return total


def inner(a, b):
    return exact_sum(product(x, y) for x, y in zip(a, b))


def total(terms):
    """The sum, which is 0 if it is 0 but for the rounding of the terms."""
    terms = list(terms)
    result = mp.fsum(terms)
    largest = max((abs(x) for x in terms), default=mpf(0))
    if mp.isfinite(result) and abs(result) <= mp.eps * 2**20 * largest:
        return mpf(0)
    return result


def remembered(measure):
    """Of a batch in which one number moves, most pairs were seen before."""

    @lru_cache(maxsize=1000)
    def known(precision, a, b):
        return measure(a, b)

    return lambda a, b: known(mp.prec, tuple(a), tuple(b))


def dot(a, b):
    value = inner(a, b)
    none = [mpf(0)] * len(a)
    return Pair(value, -value, list(b), none, list(a), none)


@remembered
def cosine(a, b):
    """c = a.b / (|a| |b|).

    With M[k][l] = a[k] b[l] - a[l] b[k], Lagrange's identity gives
    1 - c = sum over k < l of M[k][l]^2 / (|a| |b| (|a| |b| + a.b)), and the quotient rule
    dc/da[k] = sum over l of a[l] M[l][k] / (|a|^3 |b|) and
    d2c/da[k]^2 = (3 a.b a[k]^2 - |a|^2 (2 a[k] b[k] + a.b)) / (|a|^5 |b|).
    """
    aa, bb, ab = inner(a, a), inner(b, b), inner(a, b)
    size = mp.sqrt(aa) * mp.sqrt(bb)
    if ab > 0:
        fall = squared_area(a, b) / (size * (size + ab))
    else:
        fall = 1 + abs(ab) / size
    by_a = cosine_derivatives(a, b, aa, ab, size)
    return Pair(ab / size, fall, *by_a, *cosine_derivatives(b, a, bb, ab, size))


def squared_area(a, b):
    """|a|^2 |b|^2 - (a.b)^2"""
    columns = range(len(a))
    minors = [minor(a, b, k, l) for k in columns for l in columns if k < l]
    return exact_sum(product(m, m) for m in minors)


def minor(a, b, k, l):
    return difference(product(a[k], b[l]), product(a[l], b[k]))


def cosine_derivatives(a, b, aa, ab, size):
    columns = range(len(a))
    first, second = [], []
    for k in columns:
        slope = exact_sum(product(a[l], minor(a, b, l, k)) for l in columns)
        first.append(slope / (aa * size))
        straight = product(3 * mpf(1), product(ab, product(a[k], a[k])))
        bend = product(aa, exact_sum([product(2 * mpf(1), product(a[k], b[k])), ab]))
        second.append(difference(straight, bend) / (aa * aa * size))
    return first, second


def cosine_distance(a, b):
    """1 - c"""
    c = cosine(a, b)
    signs = [[-x for x in part] for part in c[2:]]
    return Pair(c.fall, -c.fall, *signs)


@remembered
def squared_euclidean(a, b):
    apart = [difference(x, y) for x, y in zip(a, b)]
    value = inner(apart, apart)
    two = [mpf(2)] * len(a)
    return Pair(value, -value, [2 * x for x in apart], two, [-2 * x for x in apart], two)


@remembered
def euclidean(a, b):
    """d, with the unit vector and (1 - unit[k]^2)/d; at d = 0 both are taken as 0."""
    apart = [difference(x, y) for x, y in zip(a, b)]
    square = inner(apart, apart)
    value = mp.sqrt(square)
    if value == 0:
        none = [mpf(0)] * len(a)
        return Pair(value, value, none, none, none, none)
    unit = [x / value for x in apart]
    second = []
    for k in range(len(a)):
        rest = exact_sum(product(x, x) for l, x in enumerate(apart) if l != k)
        second.append(rest / square / value)
    return Pair(value, -value, unit, second, [-x for x in unit], second)


def apart_by(x, y):
    """The value of the pair x minus that of the pair y."""
    return minus(y.fall, x.fall)
