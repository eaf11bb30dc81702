"""The tables of the divergences between a target distribution and a model."""

import math
import random

import divergence_formulas as divergence
import loss_points as points
import softmax_formulas as softmax
from loss_tables import ANY, NON_POSITIVE, UNIT, Spec, text

# One below the other: a distribution, and the same moved by 1e-9.
CLOSE = [
    ([0.25, 0.75], [0.25 + 1e-9, 0.75 - 1e-9]),
    ([0.5, 0.5], [0.5 - 1e-9, 0.5 + 1e-9]),
    ([0.2, 0.3, 0.5], [0.2 - 1e-9, 0.3 + 1e-9, 0.5]),
    ([0.2, 0.3, 0.5], [0.2, 0.3, 0.5]),
    ([0.1, 0.1, 0.8], [0.1 + 1e-12, 0.1, 0.8 - 1e-12]),
    ([0.0, 0.3, 0.7], [0.0, 0.3 + 1e-9, 0.7 - 1e-9]),
    ([0.0, 0.3, 0.7], [1e-300, 0.3, 0.7]),
]


def logarithms(row):
    return [math.log(p) if p > 0 else -math.inf for p in row]


def rows_of_scale(scale):
    if scale == "probabilities":
        rows, close = points.class_probabilities(), CLOSE
    elif scale == "log_probabilities":
        rows, close = points.class_log_probabilities(), [(t, logarithms(q)) for t, q in CLOSE]
    else:
        rows = points.few_classes() + points.ten_classes()[:2]
        close = [(t, [x + 0.75 for x in logarithms(q)]) for t, q in CLOSE]
    yield from close
    yield from list(points.with_targets(rows))[::2]


def divergences(name, formulas, textbook):
    domains = {"logits": ANY, "probabilities": UNIT, "log_probabilities": NON_POSITIVE}
    for scale, formula in formulas.items():
        label = text(name, **{"from": None if scale == "logits" else scale})
        check = softmax.softmax_textbook(textbook) if scale == "logits" else None
        spec = Spec(label, formula, UNIT, domains[scale], (0.0, 1.0), None, check)
        for targets, row in rows_of_scale(scale):
            yield spec, targets, row


def kl_divergence():
    formulas = {
        "logits": softmax.distillation(1),
        "probabilities": divergence.kl_of_probabilities,
        "log_probabilities": divergence.kl_of_log_probabilities,
    }
    return divergences("kl_divergence", formulas, divergence.kl_textbook)


def js_divergence():
    formulas = {
        "logits": divergence.js_of_logits,
        "probabilities": divergence.js_of_probabilities,
        "log_probabilities": divergence.js_of_log_probabilities,
    }
    return divergences("js_divergence", formulas, divergence.js_textbook)


def gaussian_kl():
    spec = Spec("gaussian_kl", divergence.gaussian_kl, textbook=divergence.gaussian_kl_textbook)
    sizes = points.SIZES + [1e-7, 709.0, 709.9]
    rows = [[m, 0.0] for m in points.both_signs(sizes)]
    rows += [[0.0, s] for s in points.both_signs(sizes)]
    rows += [[1.0, -2.0], [0.5, 1.5], [1e-9, 1e-9], [1e-160, -1e-160], [1e154, 745.0]]
    rows.append([3.0, -1e300])
    generator = random.Random(41)
    for dimensions in (1, 1, 2, 3, 5):
        for spread in (0.01, 3.0):
            rows.append([spread * (2 * generator.random() - 1) for _ in range(2 * dimensions)])
    rows += [[0.0, 1.0, 0.0, -40.0], [1e-9, -1e-9, 1e-8, -1e-8], [1e150, 2.0, -745.0, 1e-300]]
    for row in rows:
        yield spec, [], row


TABLES = [kl_divergence, js_divergence, gaussian_kl]
