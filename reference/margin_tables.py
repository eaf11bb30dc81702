"""The tables of the losses of two classes that are functions of y z, and of several labels."""

import math
import random
from fractions import Fraction

import loss_points as points
import margin_formulas as formulas
from loss_tables import UNIT, Spec, hinge_region, pairs, text

SCORES = [score for score in points.LOGITS if math.isfinite(score)]


def of_margin(name, formula, scores, region=None):
    spec = Spec(name, formula, fixed_targets=(1.0, -1.0), region=region)
    near = [s for m in (1.0, -1.0) for s in points.around(m)] + [1 - 1e-9, 1 + 1e-9, 0.3, -2.5]
    return pairs(spec, [(y, z) for y in (1.0, -1.0) for z in dict.fromkeys(near + scores)])


def squared_hinge():
    return of_margin("squared_hinge", formulas.squared_hinge, SCORES, hinge_region(1.0))


def modified_huber_region(targets, predictions):
    margin = Fraction(targets[0] * predictions[0])
    return (margin < 1, margin > 1, margin < -1), abs(margin) == 1, False


def modified_huber():
    return of_margin("modified_huber", formulas.modified_huber, SCORES, modified_huber_region)


def exponential():
    return of_margin("exponential", formulas.exponential, SCORES)


def perceptron():
    return of_margin("perceptron", formulas.perceptron, SCORES, hinge_region(0.0))


def logistic_margin():
    rows = of_margin("logistic_margin", formulas.logistic_margin, points.LOGITS)
    for spec, targets, predictions in rows:
        yield spec._replace(textbook=formulas.logistic_margin_textbook), targets, predictions


def label_rows():
    """Rows (labels, logits) of one to four labels."""
    for z in (0.0, 2.0, -40.0, 1e300, -math.inf):
        yield [1.0], [z]
        yield [0.3], [z]
    extremes = points.FEW_LOGITS
    for number, z in enumerate(extremes):
        other = extremes[(7 * number + 3) % len(extremes)]
        yield [1.0, 0.0], [z, other]
        yield [[0.0, 0.0, 1.0], [1.0, 1.0, 0.3]][number % 2], [other, -0.5, z]
    generator = random.Random(8)
    softs = points.LABELS + points.SOFT
    for number in range(24):
        logits = [12 * generator.random() - 6 for _ in range(3)]
        yield [softs[(number + 3 * k) % len(softs)] for k in range(3)], logits
    yield [1.0, 0.0, 1.0, 0.95], [745.0, -745.0, -1e3, 2.9444389791664403]
    yield [0.0] * 4, [-40.0, -370.0, -1e300, -1e-300]


def multilabel_cross_entropy():
    for weights in (None, "3", "[1, 2.5, 0.25]"):
        each = [1.0, 2.5, 0.25] if weights == "[1, 2.5, 0.25]" else float(weights or 1)
        name = text("multilabel_cross_entropy", positive_weight=weights)
        spec = Spec(name, formulas.multilabel_cross_entropy(each), UNIT, fixed_targets=(0.0, 1.0))
        for labels, logits in label_rows():
            if not isinstance(each, list) or len(logits) == len(each):
                yield spec, labels, logits


TABLES = [
    squared_hinge,
    modified_huber,
    exponential,
    perceptron,
    logistic_margin,
    multilabel_cross_entropy,
]
