"""Minus log-likelihoods whose scale is predicted too, derived by hand; see loss_formulas.

Of one target, a location m and a scale, with r = m - y and q = r/s: a piece gives (value,
(gradient by m, by the scale), (curvature by m, by the scale)). d targets have 2 d predictions,
the locations first, and their pieces add up.
"""

from mpmath import mp, mpf

from loss_arithmetic import (
    GUARD_DIGITS,
    combination,
    exact_difference,
    exact_square,
    expm1,
    size,
)
from loss_formulas import exp, log_cosh, sigmoid, softplus, times


def summed(piece):
    def formula(targets, predictions):
        count = len(targets)
        with mp.extradps(GUARD_DIGITS):
            parts = [piece(targets[i], predictions[i::count]) for i in range(count)]
        value = sum((part[0] for part in parts), mpf(0))
        columns = [
            [part[output][column] for column in range(len(parts[0][1])) for part in parts]
            for output in (1, 2)
        ]
        return value, *columns

    return formula


def half_log_two_pi():
    return mp.log(2 * mp.pi) / 2


def squared_ratio(r, log_square):
    """r^2 e^-log_square, and 1 less it."""
    if r == 0:
        return mpf(0), mpf(1)
    distance = 2 * mp.log(size(r)) - log_square
    return exp(distance), -expm1(distance)


def gaussian_piece(scale, r, p):
    """ln s + q^2/2 without its constant; p is the prediction that scale names."""
    square = exact_square(r)
    if scale == "log_variance":
        inverse = exp(-p)
        ratio, rest = squared_ratio(r, p)
        return p / 2 + ratio / 2, (times(r, inverse), rest / 2), (inverse, ratio / 2)
    if scale == "log_sigma":
        inverse = exp(-2 * p)
        ratio, rest = squared_ratio(r, 2 * p)
        return p + ratio / 2, (times(r, inverse), rest), (inverse, 2 * ratio)
    if scale == "variance":
        value = mp.log(p) / 2 + square / (2 * p)
        by_scale = exact_difference(p, square) / (2 * p * p)
        bend = combination(2 * square, -p) / (2 * p**3)
        return value, (r / p, by_scale), (1 / p, bend)
    value = mp.log(p) + square / (2 * p * p)
    by_scale = exact_difference(p, size(r)) * (p + size(r)) / p**3
    bend = combination(3 * square, -p * p) / p**4
    return value, (r / p**2, by_scale), (1 / p**2, bend)


def gaussian(scale="log_variance", full=True, variance=None):
    def piece(y, predictions):
        r = exact_difference(predictions[0], y)
        constant = half_log_two_pi() if full else mpf(0)
        if variance is not None:
            value, gradient, curvature = gaussian_piece("variance", r, mpf(variance))
            return value + constant, gradient[:1], curvature[:1]
        value, gradient, curvature = gaussian_piece(scale, r, predictions[1])
        return value + constant, gradient, curvature

    return summed(piece)


def log_normal(scale="log_sigma", full=True):
    def piece(y, predictions):
        logarithm = mp.log(y)
        r = predictions[0] - logarithm
        constant = half_log_two_pi() + logarithm if full else mpf(0)
        value, gradient, curvature = gaussian_piece(scale, r, predictions[1])
        return value + constant, gradient, curvature

    return summed(piece)


def laplace(scale="log_scale", full=True):
    """ln(2 s) + |q|"""

    def piece(y, predictions):
        r = exact_difference(predictions[0], y)
        u, sign, p = size(r), mp.sign(r), predictions[1]
        constant = mp.ln2 if full else mpf(0)
        if scale == "log_scale":
            ratio, rest = mpf(0), mpf(1)
            if u != 0:
                distance = mp.log(u) - p
                ratio, rest = exp(distance), -expm1(distance)
            return constant + p + ratio, (times(sign, exp(-p)), rest), (mpf(0), ratio)
        by_scale = exact_difference(p, u) / p**2
        bend = combination(2 * u, -p) / p**3
        return constant + mp.log(p) + u / p, (sign / p, by_scale), (mpf(0), bend)

    return summed(piece)


def student_t_constant(nu):
    """ln(Gamma(nu/2) sqrt(nu pi)/Gamma((nu + 1)/2))"""
    with mp.extradps(max(0, mp.mag(nu)) // 3 + GUARD_DIGITS):
        gammas = mp.loggamma(nu / 2) - mp.loggamma((nu + 1) / 2)
        return gammas + mp.log(nu * mp.pi) / 2


def student_t_of_log(nu, r, p):
    """(nu + 1)/2 ln(1 + q^2/nu) + p with s = e^p, the derivatives by 1/q^2 where it is below 1.

    They are (nu + 1) r/(nu s^2 + r^2) and 1 - (nu + 1) q^2/(nu + q^2) = nu (1 - q^2)/(nu + q^2),
    and dq^2/dp = -2 q^2.
    """
    inverse = exp(-2 * p)
    if r == 0:
        return p, (mpf(0), mpf(1)), ((nu + 1) / nu * inverse, mpf(0))
    distance = 2 * (mp.log(size(r)) - p)
    value = p + (nu + 1) / 2 * softplus(distance - mp.log(nu))
    if distance > 0:
        w = exp(-distance)
        total = nu * w + 1
        gradient = (nu + 1) / (r * total), nu * expm1(-distance) / total
        rest = expm1(-distance) if nu == 1 else combination(nu * w, -1)
        bend = (nu + 1) * rest / (exact_square(r) * total**2)
        return value, gradient, (bend, 2 * nu * (nu + 1) * w / total**2)
    square = exp(distance)
    total = nu + square
    gradient = (nu + 1) * r * inverse / total, -nu * expm1(distance) / total
    rest = -expm1(distance) if nu == 1 else combination(nu, -square)
    bend = (nu + 1) * inverse * rest / total**2
    return value, gradient, (bend, 2 * nu * (nu + 1) * square / total**2)


def student_t_of_scale(nu, r, s):
    """As student_t_of_log; by s the gradient is nu (s^2 - r^2)/(s (nu s^2 + r^2))."""
    square = exact_square(r)
    total = nu * s * s + square
    value = mp.log(s) + (nu + 1) / 2 * mp.log1p(square / (nu * s * s))
    by_scale = nu * exact_difference(s, size(r)) * (s + size(r)) / (s * total)
    bend = (nu + 1) * combination(nu * s * s, -square) / total**2
    top = combination(-nu * s**4, (1 + 3 * nu) * square * s * s, square * square)
    return value, ((nu + 1) * r / total, by_scale), (bend, nu * top / (s * total) ** 2)


def student_t(nu, scale="log_scale", full=True):
    nu = mpf(nu)

    def piece(y, predictions):
        r = exact_difference(predictions[0], y)
        if nu == mp.inf:
            named = "log_sigma" if scale == "log_scale" else "sigma"
            constant = half_log_two_pi() if full else mpf(0)
            value, gradient, curvature = gaussian_piece(named, r, predictions[1])
        else:
            constant = student_t_constant(nu) if full else mpf(0)
            by = student_t_of_log if scale == "log_scale" else student_t_of_scale
            value, gradient, curvature = by(nu, r, predictions[1])
        return value + constant, gradient, curvature

    return summed(piece)


def logistic_distribution(scale="log_scale"):
    """ln s + |q| + 2 ln(1 + e^-|q|) = ln(4 s) + 2 ln cosh(q/2), with tanh(q/2) by q."""

    def piece(y, predictions):
        r, p = exact_difference(predictions[0], y), predictions[1]
        inverse = exp(-p) if scale == "log_scale" else 1 / p
        q = times(r, inverse)
        half, (t,), _ = log_cosh([mpf(0)], [q / 2])
        bell = 2 * sigmoid(q) * sigmoid(-q)
        pull = q * t
        bend = times(q * q, bell) if bell else mpf(0)
        by_location, curved = times(t, inverse), times(bell, inverse**2)
        if scale == "log_scale":
            return p + mp.log(4) + 2 * half, (by_location, 1 - pull), (curved, pull + bend)
        by_scale = combination(2 * pull, bend, -1) * inverse**2
        return mp.log(4 * p) + 2 * half, (by_location, (1 - pull) * inverse), (curved, by_scale)

    return summed(piece)
