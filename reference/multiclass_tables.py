"""The tables of the losses of class scores: mixtures over a softmax, hinges, Fenchel-Young."""

import math
import random

from mpmath import mp, mpf

import loss_points as points
import softmax_formulas as softmax
import threshold_formulas as threshold
from loss_formulas import cross_entropy, times
from loss_tables import ANY, UNIT, Spec, text

INFINITY = math.inf

# Targets that sum to exactly one, so that a common shift of the scores changes nothing.
WHOLE = {
    2: [[0.25, 0.75], [0.5, 0.5]],
    3: [[0.5, 0.25, 0.25], [0.0, 0.375, 0.625]],
    10: [[0.125] * 6 + [0.0625] * 4],
}


def of_classes(name, formula, textbook=None, region=None):
    return Spec(name, formula, ANY, ANY, (0.0, 1.0), region, textbook)._replace(targets=UNIT)


def some_logits(step, start=0):
    return points.few_classes()[start::step] + points.ten_classes()[start % 2 :: 2]


def mixture_table(name, key, default, others, function, textbook):
    """Many rows with the default, which is not said, and every sixth with each other value."""
    for index, given in enumerate((None, *others)):
        value = mpf(float(given or default))

        def whole(t, p, value=value):
            return mp.fsum(u * textbook(q, value) for u, q in zip(t, p))

        spec = of_classes(text(name, **{key: given}), function(value))
        spec = spec._replace(textbook=softmax.softmax_textbook(whole))
        rows = some_logits(1 if index == 0 else 6, index)
        for place, (targets, row) in enumerate(points.with_targets(rows)):
            if index > 0 or len(targets) == 1 or place % 3 == 0:
                yield spec, targets, row


def focal_cross_entropy():
    def textbook(p, gamma):
        return -((1 - p) ** gamma) * mp.log(p)

    others = ("0", "0.5", "1", "5", "1e-9", "100")
    return mixture_table("focal_cross_entropy", "gamma", "2", others, softmax.focal, textbook)


def poly_cross_entropy():
    def textbook(p, epsilon):
        return -mp.log(p) + epsilon * (1 - p)

    others = ("0", "2.5", "-1", "1e-12", "1e6")
    return mixture_table("poly_cross_entropy", "epsilon", "1", others, softmax.poly, textbook)


def generalized_cross_entropy():
    def textbook(p, q):
        return (1 - p**q) / q

    name, others = "generalized_cross_entropy", ("1", "0.5", "0.01", "1e-9")
    return mixture_table(name, "q", "0.7", others, softmax.generalized, textbook)


def symmetric_cross_entropy():
    settings = [(None, None, None), ("0.25", None, None), (None, "0.5", "-10"), ("0", "2", "-1")]
    settings += [("6", "0.1", None), ("1e-6", "1e6", None)]
    for index, parameters in enumerate(settings):
        alpha, beta, log_zero = [
            mpf(float(x or default)) for x, default in zip(parameters, ("1", "1", "-4"))
        ]

        def textbook(t, p, alpha=alpha, beta=beta, log_zero=log_zero):
            direct = -mp.fsum(u * mp.log(q) for u, q in zip(t, p))
            reverse = -mp.fsum(q * (mp.log(u) if u > 0 else log_zero) for u, q in zip(t, p))
            return alpha * direct + beta * reverse

        keys = dict(zip(("alpha", "beta", "log_zero"), parameters))
        spec = of_classes(
            text("symmetric_cross_entropy", **keys),
            softmax.symmetric(alpha, beta, log_zero),
            softmax.softmax_textbook(textbook),
        )
        for targets, row in points.with_targets(some_logits(2 if index == 0 else 6, index)):
            yield spec, targets, row


def autoregressive_nll():
    spec = of_classes("autoregressive_nll", cross_entropy())
    generator = random.Random(22)
    rows = points.few_classes() + points.ten_classes()
    rows += [[8 * generator.random() - 4 for _ in range(5)] for _ in range(4)]
    for row in rows:
        for index in range(len(row)):
            yield spec, [index], row


def distillation():
    def textbook(temperature):
        def value(t, p):
            raised = [q ** (1 / temperature) for q in p]
            total = mp.fsum(raised)
            terms = [times(u, mp.log(u / (q / total))) for u, q in zip(t, raised) if u > 0]
            return temperature**2 * mp.fsum(terms)

        return softmax.softmax_textbook(value)

    for index, temperature in enumerate((None, "1", "4", "0.5", "3.7", "1e-3", "1e6")):
        size = mpf(float(temperature or 2))
        spec = of_classes(
            text("distillation", temperature=temperature),
            softmax.distillation(size),
            textbook(size),
        )
        rows = some_logits(1 if index == 0 else 6, index)
        for place, (targets, row) in enumerate(points.with_targets(rows)):
            if len(targets) > 1 or place % 3 == 0:
                yield spec, targets, row
        # A student that agrees with its teacher to 1e-9.
        yield spec, [0.25, 0.75], [0.0, float(size) * (math.log(3) + 1e-9)]
        yield spec, [0.5, 0.5], [1e-9, 0.0]
        yield spec, [0.2, 0.3, 0.5], [float(size) * math.log(x) + 1e-9 for x in (0.2, 0.3, 0.5)]


def scores_of_hinges(margin):
    """Scores with ties, and with differences at and next to the margin."""
    rows = [[z, 0.0] for z in points.around(margin) + points.around(-margin) + [0.0, 1e-300, -2.5]]
    rows += [[1.5, 0.1], [1.1, 0.1], [1e300, -1e300], [8e307, 0.0], [-745.0, 745.0], [1e16, 1.0]]
    rows += [[INFINITY, 0.0], [-INFINITY, 0.0], [40.0, -INFINITY], [1e-300, 0.0], [1e9, 1e9 - 1]]
    rows += [[0.0, 0.0, 0.0], [2.0, 2.0, 1.0], [1.0, 2.0, 2.0], [3.0, margin, 3.0 - margin]]
    rows += [[1.0, 1.0 - margin, -5.0], [0.3, 0.1, 0.2], [1e150, 1e300, 0.0], [-8.0, 10.0, 3.0]]
    rows += [[-INFINITY, 0.0, 1.0], [2.0, INFINITY, 1.0], [7.0, -INFINITY, 7.0], [0.1, 0.3, -0.7]]
    return rows + points.ten_classes()[:3]


def crammer_singer():
    for margin in (None, "0.5", "2", "1e-9", "1e6"):
        size = float(margin or 1)
        region = threshold.hinge_piece(size, False)
        name = text("crammer_singer", margin=margin)
        spec = of_classes(name, threshold.crammer_singer(size), None, region)
        rows = scores_of_hinges(size)
        for targets, row in points.with_targets(rows if margin is None else rows[::2]):
            if len(targets) == 1:
                yield spec, targets, row


def weston_watkins():
    for margin, power in ((None, None), ("0.5", None), (None, "2"), ("2", "2"), ("1e-9", "2")):
        size = float(margin or 1)
        region = threshold.hinge_piece(size, True)
        name = text("weston_watkins", margin=margin, power=power)
        formula = threshold.weston_watkins(size, int(power or 1))
        spec = of_classes(name, formula, None, region)
        rows = scores_of_hinges(size)
        for targets, row in points.with_targets(rows if margin is None else rows[::2]):
            if len(targets) == 1:
                yield spec, targets, row


def scores_of_supports(border):
    """Scores around the border of the support: the one score that far below the only other."""
    near = [border + 1e-9, border - 1e-9, border / 2, border * (1 - 1e-5), border * 1.5]
    rows = [[z, 0.0] for z in points.around(border) + near]
    rows += [[0.0, 0.0], [1e-300, 0.0], [0.5, 0.75], [-745.0, 0.0], [1e300, 0.0], [8e307, -8e307]]
    rows += [[INFINITY, 0.0], [-INFINITY, 0.0], [1e3, 1e3 + 0.25], [1e-9, -1e-9], [1e300, 1e300]]
    rows += [[0.0, 0.0, 0.0], [1.0, 2.0, 3.0], [0.1, 0.2, 0.3], [0.9, 0.8, -5.0], [1.1, 0.1, 0.3]]
    rows += [[-INFINITY, 0.0, 0.5], [-1e3, -1e3, -1000.5], [1.0, 0.999999, -1e300]]
    rows += [[5.0, 4.5, 1e-9]]
    generator = random.Random(21)
    for columns, spread in ((3, 1), (3, 3), (10, 1), (10, 4)):
        rows.append([spread * (2 * generator.random() - 1) for _ in range(columns)])
    return rows


def with_whole_targets(rows):
    for targets, row in points.with_targets(rows):
        if len(targets) == 1:
            yield targets, row
    for row in rows:
        for soft in WHOLE[len(row)]:
            yield soft, row
        if max(map(abs, row)) < 100 and len(row) == 3:
            yield [0.3, 0.3, 0.4], row


def sparsemax():
    region = threshold.support_piece(2)
    spec = of_classes("sparsemax", threshold.sparsemax, None, region)
    rows = scores_of_supports(1.0) + [[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.75, 0.25, -0.0]]
    for targets, row in with_whole_targets(rows):
        yield spec, targets, row


def entmax():
    for index, alpha in enumerate((None, "1", "2", "1.25", "1.001", "3", "4", "1.000000001")):
        size = float(alpha or 1.5)
        formula = threshold.entmax(size)
        if size in (1, 2):
            formula = softmax.distillation(1) if size == 1 else threshold.sparsemax
        region = None if size == 1 else threshold.support_piece(size)
        spec = of_classes(text("entmax", alpha=alpha), formula, None, region)
        border = min(1 / (size - 1), 1e6) if size > 1 else 1.0
        rows = scores_of_supports(border)
        for targets, row in with_whole_targets(rows if alpha is None else rows[index % 5 :: 5]):
            yield spec, targets, row


def zero_one():
    def formula(targets, predictions):
        first = max(range(len(predictions)), key=lambda k: predictions[k])
        return mpf(int(first != targets[0])), [], []

    def region(targets, predictions):
        return max(range(len(predictions)), key=lambda k: predictions[k]), True, False

    spec = of_classes("zero_one", formula, None, region)
    rows = [[-0.0, 0.0], [0.0, -0.0], [points.TINIEST, 0.0], [0.0, points.TINIEST], [3.0, 3.0, 3.0]]
    rows += [[z, 1.0] for z in points.around(1.0)]
    rows += [[1.0, 2.0, 2.0], [-INFINITY, -1e300, -INFINITY]]
    for targets, row in points.with_targets(rows + points.few_classes() + points.ten_classes()):
        if len(targets) == 1:
            yield spec, targets, row


TABLES = [
    focal_cross_entropy,
    poly_cross_entropy,
    generalized_cross_entropy,
    symmetric_cross_entropy,
    crammer_singer,
    weston_watkins,
    sparsemax,
    entmax,
    zero_one,
    autoregressive_nll,
    distillation,
]
