"""The tables of the losses of ordered classes."""

import math
import random

import loss_points as points
import ordinal_formulas as ordinal
from loss_tables import UNIT, Spec, text

INFINITY = math.inf
THRESHOLDS = [-1.0, 0.5, 2.0]


def rising(link):
    """Scores with their thresholds, as predicted."""
    rows = [[0.0, 0.0], [0.7, -0.2], [3.0, 1.0, 2.0], [-0.25, -1.0, 0.5, 2.0]]
    rows += [[0.1, 0.2, 0.2 + 1e-9], [-2.0, 0.0, 1e-9, 1.0], [5.0, -5.0, 0.0, 5.0]]
    rows += [[0.0, -40.0, 40.0], [1.0, points.BELOW_ONE, 1.0], [0.5, -1e-9, 1e-9]]
    rows += [[0.3, 0.3, 0.9], [0.5, 0.0, 1e-16], [1.0, 0.0, 1.0, 30.0]]
    rows += [[-17.0, -7.0, 0.0], [17.0, -7.0, 0.0], [-370.0, 0.0, 1.0], [1e3, -1.0, 1.0]]
    rows += [[0.0, 1e3, 1001.0], [0.0, -745.0, 745.0], [1e6, 1e6 - 1, 1e6 + 1]]
    if link == "logit":
        rows += [[1e300, 0.0, 1.0], [0.0, -1e300, 1e300], [1e-300, 0.0, 1e-300]]
        rows.append([-8e307, 0.0, 8e307])
    generator = random.Random(51)
    for columns in (3, 4, 10):
        edges = sorted(6 * generator.random() - 3 for _ in range(columns - 1))
        rows.append([6 * generator.random() - 3] + edges)
    return rows


def is_rising(targets, predictions):
    """The region of thresholds in order: a move out of it is none."""
    edges = predictions[1:]
    return all(a < b for a, b in zip(edges, edges[1:])), False, False


def scores(link):
    sizes = [1e-300, 1e-9, 0.1, 0.5, 1.0, 1.25, 2.0, 5.0, 8.0, 15.0, 38.0, 40.0, 370.0, 745.0, 1e3]
    if link == "cloglog":
        sizes += [6.5625, 709.0]
    return points.both_signs(sizes + [1e6, 1e150, 1e300, INFINITY]) + [-0.25, 1.25]


def cumulative_link():
    for link in (None, "probit", "cloglog"):
        function = link or "logit"
        shown = str([-1, 0.5, 2])
        name = text("cumulative_link", link=link, thresholds=shown)
        formula = ordinal.cumulative_link(function, THRESHOLDS)
        textbook = ordinal.cumulative_link_textbook(function, THRESHOLDS)
        spec = Spec(name, formula, textbook=textbook)
        for z in scores(function):
            for y in (0, 1, 3) if abs(z) > 40 else range(4):
                yield spec, [y], [z]
        formula = ordinal.cumulative_link(function)
        textbook = ordinal.cumulative_link_textbook(function)
        name = text("cumulative_link", link=link)
        spec = Spec(name, formula, region=is_rising, textbook=textbook)
        for row in rising(function):
            for y in range(len(row)) if len(row) < 10 else (0, 4, 9):
                yield spec, [y], row


def ranked_probability_score():
    name = "ranked_probability_score"
    spec = Spec(name, ordinal.ranked_probability_score, UNIT, UNIT, (0.0, 1.0))
    rows = points.class_probabilities() + [[0.2, 0.3, 0.5], [0.125] * 8, [0.0, 1.0], [0.1] * 10]
    rows += [[1e-9, 1 - 1e-9], [0.0, 1e-300, 1.0], [0.25, 0.25, 0.25, 0.25]]
    for targets, row in points.with_targets(rows):
        yield spec, targets, row


TABLES = [cumulative_link, ranked_probability_score]
