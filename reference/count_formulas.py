"""Losses of counts and of positive targets, derived by hand; see loss_formulas.

The prediction is the mean m (link="mean") or z = ln m (link="log"); t is ln(m/y).
"""

from mpmath import mp, mpf

from loss_arithmetic import (
    GUARD_DIGITS,
    SERIES_BELOW,
    combination,
    exact_difference,
    exp_minus,
    expm1,
    expm1_minus_x,
    log_ratio,
    x_minus_log1p,
)
from loss_formulas import exp, log_factorial, over, poisson, single, softplus, times


def guarded(formula):
    """The formula at digits enough for the differences of doubles and of their logarithms."""

    def with_guard(targets, predictions):
        with mp.extradps(GUARD_DIGITS):
            return formula(targets, predictions)

    return with_guard


def gamma(link):
    """ln m + y/m"""

    def of_log(targets, predictions):
        y, z = targets[0], predictions[0]
        ratio = y * exp(-z)
        return single(z + ratio, -expm1(mp.log(y) - z), ratio)

    def of_mean(targets, predictions):
        y, m = targets[0], predictions[0]
        gradient = exact_difference(m, y) / m**2
        return single(mp.log(m) + y / m, gradient, exact_difference(2 * y, m) / m**3)

    return guarded(of_log if link == "log" else of_mean)


def tweedie(power, link):
    """m^a/a + y m^-b/b with a = 2 - power and b = power - 1."""
    power = mpf(power)
    a, b = 2 - power, power - 1

    def of_log(targets, predictions):
        y, z = targets[0], predictions[0]
        up, down = exp(a * z), times(y, exp(-b * z))
        gradient = up - down
        if y > 0 and abs(z - mp.log(y)) < 1:
            gradient = exp(-b * z) * exp_minus(z, y)
        return single(up / a + down / b, gradient, a * up + b * down)

    def of_mean(targets, predictions):
        y, m = targets[0], predictions[0]
        value = m**a / a + y * m**-b / b
        slope, bend = m**-power, m ** (-power - 1)
        curvature = combination(power * y, -b * m)
        return single(value, slope * exact_difference(m, y), bend * curvature)

    return guarded(of_log if link == "log" else of_mean)


def log_rising(k, y):
    """ln(Gamma(y + k)/Gamma(k)) for k > 0."""
    if 0 < y < SERIES_BELOW:
        # The next term is below 1e-60 of the first, k being no smaller than 1e-5.
        return y * (mp.psi(0, k) + y * mp.psi(1, k) / 2 + y * y * mp.psi(2, k) / 6)
    with mp.extradps(max(0, mp.mag(k)) // 3 + GUARD_DIGITS):
        return mp.loggamma(y + k) - mp.loggamma(k)


def negative_binomial(dispersion, link, full):
    """With f the dispersion and k = 1/f, without the constant (y + k) ln(1 + f m) - y ln m.

    The derivative by ln m is (y + k) f m/(1 + f m) - y = (m - y)/(1 + f m).
    """
    f = mpf(dispersion)
    if f == 0:
        return poisson(link, full)

    def constant(y):
        if not full:
            return mpf(0)
        return log_factorial(y) - log_rising(1 / f, y) - y * mp.log(f)

    def of_log(targets, predictions):
        y, z = targets[0], predictions[0]
        shifted = z + mp.log(f)
        if z > 0:
            # ln(1 + f m) - ln m = ln(f + 1/m), and all but the value multiplied by 1/m.
            inverse = exp(-z)
            value = softplus(shifted) / f + y * mp.log(f + inverse)
            gradient = (-expm1(mp.log(y) - z) if y > 0 else mpf(1)) / (inverse + f)
            return single(value + constant(y), gradient, (1 + f * y) * inverse / (inverse + f) ** 2)
        m = exp(z)
        value = (y + 1 / f) * mp.log1p(f * m) - y * z
        gradient = exp_minus(z, y) / (1 + f * m)
        return single(value + constant(y), gradient, m * (1 + f * y) / (1 + f * m) ** 2)

    def of_mean(targets, predictions):
        y, m = targets[0], predictions[0]
        total = 1 + f * m
        value = mp.log1p(f * m) / f + y * mp.log(f + 1 / m) + constant(y)
        gradient = exact_difference(m, y) / (m * total)
        # y/m^2 - f (1 + f y)/(1 + f m)^2 over a common denominator.
        top = combination(y, 2 * y * f * m, -f * m * m)
        return single(value, gradient, top / (m * total) ** 2)

    def formula(targets, predictions):
        # Near the minimum of the full form, terms of size y ln y leave ln y.
        y = targets[0]
        with mp.extradps(GUARD_DIGITS + (max(0, mp.mag(y)) // 3 if y > 0 else 0)):
            return (of_log if link == "log" else of_mean)(targets, predictions)

    return formula


def poisson_deviance(link):
    """2 (y ln(y/m) - y + m)"""

    def of_log(targets, predictions):
        y, z = targets[0], predictions[0]
        value = y * expm1_minus_x(z - mp.log(y)) if y > 0 else exp(z)
        return single(2 * value, 2 * exp_minus(z, y), 2 * exp(z))

    def of_mean(targets, predictions):
        y, m = targets[0], predictions[0]
        if m == 0 or y == 0:
            # y ln(y/m) is 0 at y = 0.
            slope = mpf(1) if y == 0 else mp.ninf
            return single(2 * m if y == 0 else mp.inf, 2 * slope, over(over(y, m), m))
        return single(
            2 * y * ratio_minus_log(m, y), 2 * exact_difference(m, y) / m, 2 * y / m**2
        )

    return guarded(of_log if link == "log" else of_mean)


def ratio_minus_log(a, b):
    """a/b - 1 - ln(a/b), at least 0."""
    excess = exact_difference(a, b) / b
    return x_minus_log1p(excess) if abs(excess) < 0.5 else excess - log_ratio(a, b)


def gamma_deviance(link):
    """2 (y/m - 1 - ln(y/m))"""

    def of_log(targets, predictions):
        t = predictions[0] - mp.log(targets[0])
        return single(2 * expm1_minus_x(-t), -2 * expm1(-t), 2 * exp(-t))

    def of_mean(targets, predictions):
        y, m = targets[0], predictions[0]
        gradient = 2 * exact_difference(m, y) / m**2
        value = 2 * ratio_minus_log(y, m)
        return single(value, gradient, 2 * exact_difference(2 * y, m) / m**3)

    return guarded(of_log if link == "log" else of_mean)


def tweedie_deviance(power, link):
    """2 (m^a/a + y m^-b/b - y^a/(a b)) with a = 2 - power and b = power - 1.

    As 1/(a b) = 1/a + 1/b, it is 2 y^a (e^(a t)/a + e^(-b t)/b - 1/a - 1/b), where a t and -b t
    may be taken from the exponentials, for 1/a a t = 1/b b t.
    """
    power = mpf(power)
    a, b = 2 - power, power - 1
    nll = tweedie(power, link)

    def formula(targets, predictions):
        y, p = targets[0], predictions[0]
        value, (gradient,), (curvature,) = nll(targets, predictions)
        if y > 0:
            t = p - mp.log(y) if link == "log" else log_ratio(p, y)
            value = y**a * (expm1_minus_x(a * t) / a + expm1_minus_x(-b * t) / b)
        return single(2 * value, 2 * gradient, 2 * curvature)

    return guarded(formula)
