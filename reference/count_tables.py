"""The tables of the losses of counts and of positive targets."""

import math

import count_formulas as formulas
import loss_points as points
from loss_tables import ANY, NON_NEGATIVE, Spec, grid, pairs, text

POSITIVE = (points.TINIEST, math.inf)

LOGS = points.both_signs([1e-300, 1e-9, 0.1, 1.0, 2.5, 40.0, 370.0, 745.0, 1e3])
LOGS += [1e5, -1e5, 1e300, -1e300]
MEANS = [points.TINIEST, 1e-300, 1e-154, 1e-9, 0.1, 1.0, 2.5, 40.0, 1e6, 1e150, 1e300, 8e307]
EXTREMES = [points.TINIEST, 1e-300, 1e-9, 1e-3, 100.0, 1e6, 1e150, 8e307]
MATCHED = [1e-300, 1e-9, 0.25, 1.0, 3.0, 100.0, 1e6, 1e15, 1e150, 8e307]


def of_logs(targets):
    """Pairs (y, ln m), also with m at and next to y."""
    rows = grid(targets, LOGS) + grid(EXTREMES, LOGS[1::4])
    for y in MATCHED:
        rows += [(y, z) for z in points.around(math.log(y))]
        rows.append((y, math.floor(1024 * math.log(y)) / 1024 + 1e-3))
    return rows + [(1.0, z) for z in (1e-160, -1e-16, 1e-5, math.log(2.0))]


def of_means(targets):
    """Pairs (y, m), also with m at and next to y, 2y and y/2."""
    rows = grid(targets, MEANS) + grid(EXTREMES, MEANS[::3])
    rows += [(y, m) for y in MATCHED for m in points.around(y) if m <= 8e307]
    rows += [(y, factor * y) for y in (0.3, 7.0, 1e150) for factor in (0.5, 1.001, 2.0, 2.5)]
    return rows + [(1e6, 1000000.125), (2.0, 3.0), (5.0, 3.0)]


def spec_of(name, formula, link, lowest):
    domain = NON_NEGATIVE if lowest == 0 else POSITIVE
    return Spec(name, formula, domain, ANY if link == "log" else POSITIVE)


def rows_of(link, lowest, step=1):
    targets = ([0.0] if lowest == 0 else []) + [1.0, 3.0]
    return (of_logs if link == "log" else of_means)(targets)[::step]


def gamma():
    for link in ("log", "mean"):
        name = text("gamma", link=None if link == "log" else link)
        yield from pairs(spec_of(name, formulas.gamma(link), link, 1), rows_of(link, 1))


POWERS = [None, "1.01", "1.99", "1.0000001"]


def tweedie():
    for power in POWERS:
        for link in ("log", "mean"):
            name = text("tweedie", power=power, link=None if link == "log" else link)
            formula = formulas.tweedie(float(power or 1.5), link)
            rows = rows_of(link, 0, step=1 if power is None else 7)
            yield from pairs(spec_of(name, formula, link, 0), rows)


def negative_binomial():
    for dispersion in (None, "0.1", "1e-15", "0", "1e5", "1e-300"):
        for link in ("log", "mean"):
            for full in (None, "true"):
                named = None if link == "log" else link
                name = text("negative_binomial", dispersion=dispersion, link=named, full=full)
                value = float(dispersion or 1)
                formula = formulas.negative_binomial(value, link, full is not None)
                first = dispersion is None and link == "log" and full is None
                step = 2 if first else 13
                counts = [(2.0, math.log(3.0)), (0.5, 0.25)]
                if link == "mean":
                    counts = [(5.0, 3.0), (5.0, 5.0), (0.0, 3.0), (0.5, 0.25)]
                rows = counts + rows_of(link, 0, step)
                yield from pairs(spec_of(name, formula, link, 0), rows)


def poisson_deviance():
    for link in ("mean", "log"):
        name = text("poisson_deviance", link=None if link == "mean" else link)
        spec = spec_of(name, formulas.poisson_deviance(link), link, 0)
        rows = rows_of(link, 0)
        if link == "mean":
            spec = spec._replace(predictions=NON_NEGATIVE)
            rows = [(0.0, 0.0), (2.0, 0.0), (0.0, 2.0)] + rows
        yield from pairs(spec, rows)


def gamma_deviance():
    for link in ("mean", "log"):
        name = text("gamma_deviance", link=None if link == "mean" else link)
        yield from pairs(spec_of(name, formulas.gamma_deviance(link), link, 1), rows_of(link, 1))


def tweedie_deviance():
    for power in POWERS:
        for link in ("mean", "log"):
            name = text("tweedie_deviance", power=power, link=None if link == "mean" else link)
            formula = formulas.tweedie_deviance(float(power or 1.5), link)
            rows = rows_of(link, 0, step=1 if power is None else 7)
            yield from pairs(spec_of(name, formula, link, 0), rows)


TABLES = [
    gamma,
    tweedie,
    negative_binomial,
    poisson_deviance,
    gamma_deviance,
    tweedie_deviance,
]
