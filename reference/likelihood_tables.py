"""The tables of the likelihoods whose scale is predicted too: the locations, then the scales."""

import math

import likelihood_formulas as formulas
import loss_points as points
from loss_tables import ANY, Spec, sign_of_residual, text

POSITIVE = (points.TINIEST, math.inf)

LOCATIONS = [(0.0, 0.0), (2.0, 2.1), (-3.5, 2.25), (0.5, -0.5), (1e16, 1.0), (1.0, 1e-300)]
LOCATIONS += [(0.0, points.TINIEST), (0.0, 1e-300), (0.0, -1e-9), (0.1, 40.0), (1.0, 1e150)]
LOCATIONS += [(8e307, -8e307), (1.0, math.nextafter(1.0, 2.0))]
LOGS = [0.0, 1e-300, -1e-9, 0.5, -2.0, 40.0, -40.0, 700.0, -745.0, 1e300, -1e300]
SIZES = [1.0, 0.25, 1e-9, 40.0, 1e-150, 1e150, 1e-300, points.TINIEST, 8e307]


def is_log(scale):
    return scale.startswith("log_")


def thinned(rows, step, offset):
    return [row for number, row in enumerate(rows) if number % step == offset % step]


def scale_at(scale, r):
    """The prediction that makes the scale |r|, rounded."""
    if scale == "variance":
        return r * r
    if scale == "log_variance":
        return 2 * math.log(abs(r))
    return math.log(abs(r)) if is_log(scale) else abs(r)


def single_rows(scale, step):
    """Rows of one target: every location with some scales, and r at and next to the scale."""
    scales = LOGS if is_log(scale) else SIZES
    rows = [([y], [m, s]) for y, m in LOCATIONS for s in scales]
    rows = thinned(rows, step, 0)
    for r in (0.5, 1.0, 2.0, 1e-150, 3e150):
        s = scale_at(scale, r)
        rows += [([0.0], [-r, s]), ([r], [0.0, math.nextafter(s, math.inf)])]
    # No residual beside scales whose powers overflow or vanish.
    extremes = (800.0, -800.0, 1e300, -1e300) if is_log(scale) else (1e-200, 1e200)
    rows += [([y], [y, s]) for y in (0.0, -3.5) for s in extremes]
    # Squares that overflow where the outputs do not.
    rows += [([0.0], [m, 0.0 if is_log(scale) else 1.0]) for m in (1.5e154, -1e158, 1e161)]
    # The minimum by the scale, and beside it, where the residual is exact and where not.
    rows += [([1.0], [2.0, s]) for s in points.around(0.0 if is_log(scale) else 1.0)]
    for y, m in ((1.506571174322573, -0.8777943465981156), (-1.17273162477, 1.8967832504376119)):
        rows += [([y], [m, s]) for s in points.around(scale_at(scale, m - y))]
    rows += [([1.0], [3.0, 0.0 if is_log(scale) else 1.0]), ([3.0], [1.5, 0.75])]
    return rows


def several_rows(scale):
    """Rows of two and three targets."""
    one, two, three = (0.0, -1.5, 3.0) if is_log(scale) else (1.0, 0.25, 20.0)
    rows = [([1.0, -2.0], [1.5, -2.0, one, two]), ([0.1, 40.0], [0.3, 1e150, two, three])]
    return rows + [([1.0, 2.0, 3.0], [1.0, 2.5, -1e9, one, two, three])]


def table(name, formula, scales, rows=single_rows, region=None, fulls=(None, "false"), **given):
    """Every scale, the first being the default and shown in more rows, and full=false in few."""
    for number, scale in enumerate(scales):
        for full in fulls:
            named = None if number == 0 else scale
            domain = ANY if is_log(scale) else POSITIVE
            keywords = {} if full is None else {"full": False}
            spec = Spec(
                text(name, **given, scale=named, full=full),
                formula(scale=scale, **keywords),
                region=region,
            )
            step = 1 if number == 0 and full is None else 5 if full is None else 13
            shown = thinned(rows(scale, step), 1 if full is None else 2, number)
            for targets, predictions in shown + several_rows(scale):
                domains = [ANY] * len(targets) + [domain] * len(targets)
                yield spec._replace(predictions=domains), targets, predictions


def gaussian():
    scales = ["log_variance", "variance", "sigma", "log_sigma"]
    yield from table("gaussian", formulas.gaussian, scales)
    for variance, full in (("4", None), ("4", "false"), ("1e-300", None), ("1e300", None)):
        formula = formulas.gaussian(full=full is None, variance=float(variance))
        spec = Spec(text("gaussian", variance=variance, full=full), formula)
        for y, m in LOCATIONS:
            yield spec, [y], [m]
        yield spec, [1.0, -2.0], [1.5, 40.0]


def signs_of_residuals(targets, predictions):
    signs = [sign_of_residual([y], [m])[0] for y, m in zip(targets, predictions)]
    return signs, 0 in signs, False


def laplace():
    return table("laplace", formulas.laplace, ["log_scale", "scale"], region=signs_of_residuals)


def student_t():
    scales = ["log_scale", "scale"]

    def few_rows(scale, step):
        return single_rows(scale, 3 * step + 1)

    for nu in (None, "1", "30", "1e15", "inf", "1e-9"):

        def formula(nu=nu, **keywords):
            return formulas.student_t(float(nu or 4), **keywords)

        given = {} if nu is None else {"nu": nu}
        fulls = (None, "false") if nu in (None, "inf") else (None,)
        rows = few_rows if nu in (None, "1") else sparse_rows
        yield from table("student_t", formula, scales, rows=rows, fulls=fulls, **given)


def sparse_rows(scale, step):
    return thinned(single_rows(scale, 5 * step + 4), 2, step)


def logistic_distribution():
    scales = ["log_scale", "scale"]
    return table(
        "logistic_distribution", formulas.logistic_distribution, scales, fulls=(None,)
    )


def log_normal_rows(scale, step):
    """Targets over the positive doubles, locations at and away from their logarithms."""
    targets = [1.0, 2.5, 1e-9, math.nextafter(1.0, 2.0), 1e150, 1e-300, points.TINIEST, 8e307]
    scales = LOGS if is_log(scale) else SIZES
    rows = [
        ([y], [m, s])
        for y in targets
        for m in (0.0, math.log(y), -1.5, 1e150)
        for s in scales[:: 1 if y == 1.0 else 3]
        # One ulp of the logarithm decides between a minimum and an overflow.
        if m == 0.0 or m != math.log(y) or is_log(scale) or s > 1e-100
    ]
    unit = 0.0 if is_log(scale) else 1.0
    near = [([2.5], [math.log(2.5) + 1.0, s]) for s in points.around(unit)]
    near += [([1.0], [m, unit]) for m in (1.0, -1.0, 1e-300, -8e307)]
    return thinned(rows, step, 0) + near


def log_normal():
    def rows(scale, step):
        return log_normal_rows(scale, step)

    for spec, targets, predictions in table(
        "log_normal", formulas.log_normal, ["log_sigma", "sigma"], rows=rows
    ):
        yield spec._replace(targets=POSITIVE), [abs(y) for y in targets], predictions


TABLES = [gaussian, laplace, student_t, logistic_distribution, log_normal]
