"""The tables of wasserstein_1d and sinkhorn. The samples of a line may differ in length."""

import random

import loss_points as points
import transport_formulas as transport
from loss_tables import Spec, text

TOLERANCE = "1e-12"


def drawn(generator, count, dimensions=1, spread=1.0):
    return [spread * (2 * generator.random() - 1) for _ in range(count * dimensions)]


def samples_on_a_line():
    """(targets, predictions): equal and unequal lengths, ties, crossings, every size."""
    rows = [([0.0], [0.0]), ([2.0], [2.5]), ([1.0], [-1.0]), ([0.1], [0.3])]
    rows.append(([0.0, 1.0], [1.0, 0.0]))
    rows += [([0.0], [z]) for z in (1e-300, points.TINIEST, 1e-160, 1e154, -1e200, 8e307, 745.0)]
    rows += [([1.0], [z]) for z in points.around(1.0)]
    rows += [([1.0, 2.0, 3.0], [3.0, 1.0, 2.0]), ([1.0, 2.0, 3.0], [2.5, 2.5, 2.5])]
    rows += [([5.0, 5.0, 5.0], [5.0, 4.0, 6.0]), ([1e300, -1e300], [0.0, 8e307])]
    rows += [([0.0, 1.0], [0.5]), ([0.5], [0.0, 1.0]), ([0.0, 1.0, 2.0], [0.5, 1.5])]
    rows += [([0.0, 1.0], [0.25, 0.5, 0.75]), ([0.0] * 4, [1.0, 2.0, 3.0])]
    rows.append(([1.0, 1e9], [1e-9] * 3))
    rows += [([1e-300, 2.0, 2.0], [2.0, 1e-300]), ([-3.0, 7.0, 7.0, 1e3], [7.0, 7.0, -3.0])]
    generator = random.Random(31)
    for others, count in ((3, 3), (5, 5), (8, 8), (2, 3), (3, 2), (7, 4), (4, 7), (1, 6), (6, 1)):
        for spread in (1.0, 100.0):
            rows.append((drawn(generator, others, 1, spread), drawn(generator, count, 1, spread)))
    close = drawn(generator, 5)
    return rows + [(close, [x + 1e-9 for x in reversed(close)])]


def wasserstein_1d():
    for power in (None, "2", "1.5", "3"):
        size = float(power or 1)
        name = text("wasserstein_1d", p=power)
        spec = Spec(
            name,
            transport.wasserstein_1d(size),
            region=transport.orders_and_signs,
            textbook=transport.wasserstein_textbook(size),
            columns=1,
        )
        for targets, predictions in samples_on_a_line():
            yield spec, targets, predictions


def meetings(dimensions):
    """The region of p = 1: which points coincide, and on a line on which side they lie."""

    def side(p, q):
        return (p > q) - (p < q) if dimensions == 1 else int(p != q)

    def region(targets, predictions):
        x = transport.points_of(predictions, dimensions)
        y = transport.points_of(targets, dimensions)
        piece = tuple(side(p, q) for p in x for q in x + y)
        # Every point of x meets itself.
        return piece, piece.count(0) > len(x), False

    return region


def clouds():
    """(dimensions, targets, predictions)"""
    rows = [(1, [1.0], [0.25]), (1, [0.5], [0.5]), (2, [0.0, 0.0], [3.0, 4.0])]
    rows += [(1, [0.0], [1e150]), (1, [0.0, 1.0, 2.0], [0.5]), (1, [0.25], [-1.0, 0.5, 2.0])]
    rows += [(1, [0.0], [1e-160]), (1, [0.0, 1.0], [0.0, 1.0]), (1, [0.0, 1.0], [0.25, 0.5])]
    rows += [(1, [0.0, 0.0], [0.5, 0.5]), (1, [1.0, 0.0], [1e-9, 1.0])]
    rows += [(1, [0.0, 0.5, 1.0], [0.1, 0.6]), (1, [1e-300, 1.0], [0.5, 0.0])]
    generator = random.Random(32)
    shapes = [(1, 2, 2), (1, 3, 3), (1, 2, 4), (1, 4, 2), (1, 6, 6), (2, 2, 2), (2, 3, 3)]
    shapes += [(2, 4, 3), (3, 2, 3), (3, 3, 2), (5, 3, 3)]
    for dimensions, others, count in shapes:
        pair = drawn(generator, others, dimensions, 0.6), drawn(generator, count, dimensions, 0.6)
        rows.append((dimensions, *pair))
    close = drawn(generator, 3, 2, 0.5)
    return rows + [(2, close, [x + 1e-9 for x in close])]


def sinkhorn():
    settings = [(None, None, None, None), (None, None, None, TOLERANCE)]
    settings.append((None, None, "true", TOLERANCE))
    settings += [("1", None, None, TOLERANCE), ("0.03", None, None, TOLERANCE)]
    settings += [(None, "1", None, TOLERANCE), ("0.5", "1", "true", TOLERANCE)]
    settings += [("1e6", None, None, TOLERANCE), ("0.2", "1.5", None, TOLERANCE)]
    for index, (epsilon, power, debiased, tolerance) in enumerate(settings):
        rows = clouds()
        for dimensions, targets, predictions in rows if index in (1, 2) else rows[index % 2 :: 2]:
            size = float(power or 2)
            formula = transport.sinkhorn(
                float(epsilon or 0.1), size, dimensions, debiased is not None
            )
            keys = {"epsilon": epsilon, "p": power, "debiased": debiased, "tolerance": tolerance}
            spec = Spec(
                text("sinkhorn", **keys),
                formula,
                region=meetings(dimensions) if size == 1 else None,
                columns=dimensions,
                nearby=transport.marginals_moved(formula, dimensions, float(tolerance or 1e-9)),
            )
            yield spec, targets, predictions


TABLES = [wasserstein_1d, sinkhorn]
