"""Regression losses, derived by hand; see loss_formulas. r = z - y, q = r/c."""

from mpmath import mp, mpf

from loss_arithmetic import (
    GUARD_DIGITS,
    exact_difference,
    exact_square,
    expm1,
    size,
    x_minus_log1p,
)
from loss_formulas import exp, residual, single


def smooth_l1(beta):
    def formula(targets, predictions):
        r = residual(targets, predictions)
        u = size(r)
        if beta == mp.inf or r == 0:
            return single(0, 0, 1 / beta if beta > 0 else 0)
        if u <= beta:
            return single(r * r / (2 * beta), r / beta, 1 / beta)
        return single(exact_difference(u, beta / 2), mp.sign(r), 0)

    beta = mpf(beta)
    return formula


def pseudo_huber(delta):
    """delta^2 (sqrt(1 + q^2) - 1), the difference of the roots multiplied out."""

    def formula(targets, predictions):
        r = residual(targets, predictions)
        root = mp.sqrt(1 + (r / delta) ** 2)
        return single(r * r / (root + 1), r / root, root**-3)

    delta = mpf(delta)
    return formula


def multi_quantile(taus):
    def formula(targets, predictions):
        value, gradient = mpf(0), []
        for tau, z in zip(weights, predictions):
            u = exact_difference(targets[0], z)
            value += tau * u if u > 0 else (tau - 1) * u
            gradient.append(mpf(0) if u == 0 else -tau if u > 0 else 1 - tau)
        return value, gradient, [mpf(0)] * len(predictions)

    weights = [mpf(tau) for tau in taus]
    return formula


def expectile(tau):
    def formula(targets, predictions):
        r = residual(targets, predictions)
        weight = 1 - tau if r > 0 else tau
        return single(weight * r * r, 2 * weight * r, 2 * weight)

    tau = mpf(tau)
    return formula


def epsilon_insensitive(epsilon):
    def formula(targets, predictions):
        r = residual(targets, predictions)
        excess = exact_difference(size(r), epsilon)
        return single(excess, mp.sign(r), 0) if excess > 0 else single(0, 0, 0)

    epsilon = mpf(epsilon)
    return formula


def squared_epsilon_insensitive(epsilon):
    def formula(targets, predictions):
        r = residual(targets, predictions)
        excess = exact_difference(size(r), epsilon)
        if excess > 0:
            return single(excess * excess, 2 * mp.sign(r) * excess, 2)
        return single(0, 0, 0)

    epsilon = mpf(epsilon)
    return formula


def fair(c):
    """With u = |q|: c^2 (u - ln(1 + u)), r/(1 + u), 1/(1 + u)^2."""

    def formula(targets, predictions):
        r = residual(targets, predictions)
        u = abs(r) / c
        return single(c * c * x_minus_log1p(u), r / (1 + u), (1 + u) ** -2)

    c = mpf(c)
    return formula


def cauchy(c):
    """The curvature is (1 - q^2)/(1 + q^2)^2."""

    def formula(targets, predictions):
        r = residual(targets, predictions)
        square = (r / c) ** 2
        top = exact_difference(c, size(r)) * (c + size(r)) / (c * c)
        value = c * c / 2 * mp.log1p(square)
        return single(value, r / (1 + square), top / (1 + square) ** 2)

    c = mpf(c)
    return formula


def share_of_square(r, c, factor):
    """1 - factor q^2, of which q^2 = 1/factor is no square of a ratio of doubles."""
    with mp.extradps(GUARD_DIGITS):
        return (c * c - factor * r * r) / (c * c)


def welsch(c):
    def formula(targets, predictions):
        r = residual(targets, predictions)
        square = (r / c) ** 2
        power = exp(-square)
        curvature = share_of_square(r, c, 2) * power
        return single(-c * c / 2 * expm1(-square), r * power, curvature)

    c = mpf(c)
    return formula


def geman_mcclure(c):
    """The value is c^2/2 r^2/(c^2 + r^2), the gradient c^4 r/(c^2 + r^2)^2."""

    def formula(targets, predictions):
        r = residual(targets, predictions)
        total = 1 + (r / c) ** 2
        curvature = share_of_square(r, c, 3) / total**3
        return single(r * r / (2 * total), r / total**2, curvature)

    c = mpf(c)
    return formula


def tukey(c):
    """With t = q^2: 1 - (1 - t)^3 = t (3 - 3t + t^2); the curvature is (1 - t)(1 - 5t)."""

    def formula(targets, predictions):
        r = residual(targets, predictions)
        inside = exact_difference(c, size(r))
        if inside < 0:
            return single(c * c / 6, 0, 0)
        t = (r / c) ** 2
        rest = inside * (c + size(r)) / (c * c)
        value = r * r / 6 * (3 - 3 * t + t * t)
        return single(value, r * rest**2, rest * share_of_square(r, c, 5))

    c = mpf(c)
    return formula


def barron(alpha, c):
    """Of x = r/c, with b = |alpha - 2| and w = x^2/b + 1 the value is b/alpha (w^(alpha/2) - 1).

    dw/dx = 2x/b makes the first derivative x w^(alpha/2 - 1), and the second
    w^(alpha/2 - 2) (w + (alpha - 2) x^2/b) = w^(alpha/2 - 2) (1 + (alpha - 1) x^2/b), on both
    sides of alpha = 2.
    """

    def formula(targets, predictions):
        r = residual(targets, predictions)
        square = (r / c) ** 2
        slope = r / (c * c)
        if alpha == 2:
            return single(square / 2, slope, 1 / (c * c))
        if alpha == mp.ninf:
            power = exp(-square / 2)
            bracket = exact_difference(c, size(r)) * (c + size(r)) / c**4
            return single(-expm1(-square / 2), slope * power, bracket * power)
        b = size(exact_difference(alpha, 2))
        log_w = mp.log1p(square / b)
        value = log_w if alpha == 0 else expm1(alpha / 2 * log_w) / alpha
        if alpha == 0:
            first, second = 1 / (1 + square / b), (1 + square / b) ** -2
        else:
            value *= b
            first, second = exp((alpha / 2 - 1) * log_w), exp((alpha / 2 - 2) * log_w)
        return single(value, slope * first, second * barron_bracket(alpha, b, r, c) / (c * c))

    alpha, c = mpf(alpha), mpf(c)
    return formula


def barron_bracket(alpha, b, r, c):
    """1 + (alpha - 1) x^2/b, every bit of it before the division."""
    scale = mp.fmul(b, exact_square(c), exact=True)
    bend = mp.fmul(exact_square(r), exact_difference(alpha, 1), exact=True)
    return mp.fadd(scale, bend, exact=True) / scale


def squared_log_error(targets, predictions):
    """With d = ln((1 + z)/(1 + y)): d^2, 2d/(1 + z), 2 (1 - d)/(1 + z)^2."""
    with mp.extradps(GUARD_DIGITS):
        y, z = targets[0], predictions[0]
        above, below = 1 + z, 1 + y
        if above < 2 * below and below < 2 * above:
            d = mp.log1p(residual(targets, predictions) / below)
        else:
            d = mp.log1p(z) - mp.log1p(y)
        return single(d * d, 2 * d / above, 2 * (1 - d) / above**2)


def absolute_percentage_error(targets, predictions):
    r, y = residual(targets, predictions), abs(targets[0])
    if r == 0:
        return single(0, 0, 0)
    if y == 0:
        return single(mp.inf, mp.sign(r) * mp.inf, 0)
    return single(abs(r) / y, mp.sign(r) / y, 0)


def symmetric_absolute_percentage_error(targets, predictions):
    """2 |r|/D with D = |y| + |z|, which is 2 wherever the signs of y and z differ.

    Where they agree, the derivative 2 (sign(r) D - |r| sign(z))/D^2 is sign(r) 4 |y|/D^2.
    """
    y, z = targets[0], predictions[0]
    r = residual(targets, predictions)
    if r == 0:
        return single(0, 0, 0)
    total = abs(y) + abs(z)
    if y * z <= 0:
        return single(2, 0, 0)
    gradient = mp.sign(r) * 4 * abs(y) / total**2
    return single(2 * abs(r) / total, gradient, -2 * mp.sign(z) * gradient / total)
