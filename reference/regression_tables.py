"""The tables of the regression losses."""

import math
from fractions import Fraction

import loss_points as points
import regression_formulas as formulas
from loss_tables import ANY, Spec, grid, huber_region, pairs, sign_of_residual, text

FEW_SIZES = [points.TINIEST, 1e-300, 1e-150, 1e-9, 1e-3, 0.5, 1.0, 2.0, 40.0, 1e3, 1e150, 1e300]
FEW = [(0.0, z) for z in points.both_signs(FEW_SIZES)] + [(0.0, 8e307), (0.0, -8e307)]
FEW += [(2.0, 2.1), (0.1, 0.3), (-3.5, 2.25), (1e16, 1.0), (1e300, 1e300), (8e307, -8e307)]
FEW += [(1.0, math.nextafter(1.0, 2.0)), (-0.1, math.nextafter(-0.1, 0.0)), (1.0, 1e-300)]
FEWER = FEW[1::3] + [(0.0, 0.0), (-3.5, 2.25), (1.0, math.nextafter(1.0, 2.0))]


def checked_columns(size):
    """No numeric derivative where its step would be larger than a parameter."""
    return 0 if size < 1e-30 else 3


def smooth_l1():
    for beta in (None, "0.5", "1e-3", "1e-300", "1e154", "0", "inf"):
        size = float(beta or 1)
        region = huber_region(size) if size > 0 else sign_of_residual
        spec = Spec(text("smooth_l1", beta=beta), formulas.smooth_l1(size), region=region)
        spec = spec._replace(check_columns=checked_columns(size))
        borders = points.around_size(size) if 0 < size < math.inf else []
        yield from pairs(spec, borders + (points.regression() if beta is None else FEW))


def pseudo_huber():
    for delta in (None, "0.5", "1e-3", "1e-150", "1e154", "1e300"):
        size = float(delta or 1)
        spec = Spec(text("pseudo_huber", delta=delta), formulas.pseudo_huber(size))
        spec = spec._replace(check_columns=checked_columns(size))
        near = [(0.0, size * factor) for factor in (1e-9, -0.1, 1.0, -10.0, 1e7)]
        yield from pairs(spec, near + (points.regression() if delta is None else FEW))


def signs_of_residuals(targets, predictions):
    signs = [sign_of_residual(targets, [z])[0] for z in predictions]
    return signs, 0 in signs, False


def multi_quantile():
    levels = [[0.1, 0.5, 0.9], [0.25, 0.75], [1e-9, 0.5, 0.999]]
    for taus in levels:
        inside = ", ".join(map(repr, taus))
        spec = Spec(f"multi_quantile(taus=[{inside}])", formulas.multi_quantile(taus))
        spec = spec._replace(region=signs_of_residuals)
        for number, (y, z) in enumerate(points.regression()):
            if taus is levels[0] or number % 2 == 0:
                # Ordered, crossing and tied columns.
                row = [[z, z + 0.5, z + 2], [z, y, -z / 2], [z / 4, z, z]][number % 3]
                yield spec, [y], row[: len(taus)]


def expectile():
    for tau in (None, "0.1", "0.9", "1e-9"):
        spec = Spec(text("expectile", tau=tau), formulas.expectile(float(tau or 0.5)))
        spec = spec._replace(region=sign_of_residual)
        yield from pairs(spec, points.regression() if tau in (None, "0.9") else FEW)


def insensitive(name, formula):
    for epsilon in (None, "0.5", "0", "1e-9", "1e154"):
        size = float(epsilon or 0.1)
        spec = Spec(text(name, epsilon=epsilon), formula(size), region=huber_region(size))
        yield from pairs(spec, points.around_size(size))
        yield from pairs(spec, points.regression() if epsilon is None else FEW)


def epsilon_insensitive():
    return insensitive("epsilon_insensitive", formulas.epsilon_insensitive)


def squared_epsilon_insensitive():
    return insensitive("squared_epsilon_insensitive", formulas.squared_epsilon_insensitive)


def scaled(name, formula, roots, region=lambda size: None, default=1.0):
    """A loss of r/c, with residuals at and next to the roots of its curvature and elsewhere."""
    for c in (None, "0.5", "1e-9", "1e150"):
        size = float(c or default)
        spec = Spec(text(name, c=c), formula(size), region=region(size))
        near = [size * factor for factor in (1e-160, 1e-12, 0.1, 0.9, 3.0, 7.0, 30.0, 1e9)]
        near += [z for root in roots for z in points.around(size * root)]
        yield from pairs(spec, [(0.0, z) for z in near] + [(1.0, 1.0 - z) for z in near])
        yield from pairs(spec, points.regression() if c is None else FEW)


def fair():
    return scaled("fair", formulas.fair, [1.0])


def cauchy():
    return scaled("cauchy", formulas.cauchy, [1.0])


def welsch():
    return scaled("welsch", formulas.welsch, [math.sqrt(0.5)])


def geman_mcclure():
    return scaled("geman_mcclure", formulas.geman_mcclure, [math.sqrt(1 / 3)])


def tukey():
    roots = [1.0, math.sqrt(0.2)]
    return scaled("tukey", formulas.tukey, roots, huber_region, default=4.685)


BARRON = [None, "1.5", "0.5", "0", "-2", "-50", "3", "2", "1.999999999", "2.000000001", "1e-9"]
BARRON += ["-1e-9", "1e-300", "1.9999999999999998", "2.0000000000000004", "-1e300", "-inf"]


def barron():
    for alpha in BARRON:
        for c in (None, "0.5") if alpha in (None, "0", "-2", "2", "-inf") else (None,):
            level, size = float(alpha or 1), float(c or 1)
            spec = Spec(text("barron", alpha=alpha, c=c), formulas.barron(level, size))
            yield from pairs(spec, FEW if alpha in (None, "-2") and c is None else FEWER)
            if level < 1:
                # Where the curvature, 1 + (alpha - 1) x^2/(2 - alpha), is 0.
                root = 1.0 if math.isinf(level) else math.sqrt((2 - level) / (1 - level))
                yield from pairs(spec, [(0.0, size * z) for z in points.around(root)])


def squared_log_error():
    above = points.around(-1.0)[2]
    sizes = [points.TINIEST, 1e-300, 1e-160, 1e-9, 1e-3, 0.1, 0.5, 1.0, 1.5, 40.0, 1e6, 1e300]
    zs = [0.0] + sizes + [8e307, above, -0.999, -0.5, -1e-9, -1e-300, math.e - 1]
    spec = Spec("squared_log_error", formulas.squared_log_error, (above, math.inf))
    spec = spec._replace(predictions=(above, math.inf))
    rows = grid([0.0, 1.0, -0.5], zs) + grid([above, 1e-300, 1e150, 8e307], zs[::2])
    rows += [(y, z) for y in (0.3, -0.7, 1e-9, 1e6, 8e307) for z in points.around(y)[:2]]
    rows += [(y, z) for y, z in points.regression() if y > -1 and z > -1 and y != 0]
    rows += [(above, above), (0.5, 1.5 * math.e - 1), (1e-9, 2e-9), (3.0, 2.5), (-0.25, -0.5)]
    return pairs(spec, rows)


def sign_or_zero_target(targets, predictions):
    piece, at_kink, crossable = sign_of_residual(targets, predictions)
    return piece, at_kink or targets[0] == 0, crossable


def absolute_percentage_error():
    spec = Spec("absolute_percentage_error", formulas.absolute_percentage_error)
    spec = spec._replace(region=sign_or_zero_target)
    targets = [1.0, -3.0, points.TINIEST, 1e-300, 1e150, -8e307]
    rows = points.regression() + grid(targets, points.both_signs(FEW_SIZES[::2] + [8e307]))
    return pairs(spec, rows)


def signs_of_both(targets, predictions):
    """Pieces between the kinks at z = y and z = 0."""
    y, z = Fraction(targets[0]), Fraction(predictions[0])
    return ((z > y) - (z < y), (z > 0) - (z < 0)), z in (y, 0), False


def symmetric_absolute_percentage_error():
    name = "symmetric_absolute_percentage_error"
    spec = Spec(name, formulas.symmetric_absolute_percentage_error, ANY, ANY)
    targets = [1.0, -3.0, points.TINIEST, 1e-300, 1e150, -8e307]
    rows = points.regression() + grid(targets, points.both_signs(FEW_SIZES[::2] + [8e307]))
    return pairs(spec._replace(region=signs_of_both), rows)


TABLES = [
    smooth_l1,
    pseudo_huber,
    multi_quantile,
    expectile,
    epsilon_insensitive,
    squared_epsilon_insensitive,
    fair,
    cauchy,
    welsch,
    geman_mcclure,
    tukey,
    barron,
    squared_log_error,
    absolute_percentage_error,
    symmetric_absolute_percentage_error,
]
