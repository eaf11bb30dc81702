"""The inputs of the tables of the losses: every one a double, the same on every run."""

import math
import random

INFINITY = math.inf
TINIEST = 5e-324
BELOW_ONE = math.nextafter(1.0, 0.0)

SIZES = [TINIEST, 1e-300, 1e-160, 1e-20, 1e-9, 1e-3, 0.1, 0.5, 1.0, 1.5, 2.0, 5.0]
SIZES += [15.0, 40.0, 370.0, 700.0, 740.0, 745.0, 750.0, 1e3, 1e6, 1e150, 1e154, 1e300, 8e307]

SOFT = [0.1, 0.3, 0.5, 0.95, BELOW_ONE, 1e-300]
LABELS = [0.0, 1.0]
PROBABILITIES = [0.0, TINIEST, 1e-300, 1e-16, 0.1, 0.25, 0.5, 0.75, 0.9, BELOW_ONE, 1.0]


def both_signs(sizes):
    return [0.0] + [x for size in sizes for x in (size, -size)]


LOGITS = both_signs(SIZES + [37.0, INFINITY])
FEW_LOGITS = both_signs([1e-300, 1e-9, 0.5, 2.0, 15.0, 40.0, 370.0, 745.0, 1e3, 1e300, INFINITY])


def around(x):
    """x and the doubles next to it."""
    return [math.nextafter(x, -INFINITY), x, math.nextafter(x, INFINITY)]


def regression():
    """Pairs (y, z), finite and up to 8e307 in size."""
    pairs = [(0.0, z) for z in both_signs(SIZES)]
    pairs += [(2.0, 2.1), (1.0, 3.0), (0.1, 0.3), (0.3, 0.1), (-3.5, 2.25), (0.1, 1.1)]
    pairs += [(1e6, 1000000.125), (1e16, 1.0), (1e300, 1e300), (8e307, -8e307)]
    pairs += [(-8e307, 8e307), (1e-300, 2e-300), (TINIEST, 1e-323), (8e307, TINIEST)]
    pairs += [(1.0, z) for z in around(1.0)] + [(-0.1, z) for z in around(-0.1)]
    generator = random.Random(1)
    for spread in (1.0, 10.0, 1000.0):
        for _ in range(12):
            y = spread * (2 * generator.random() - 1)
            pairs.append((y, y + spread * (2 * generator.random() - 1)))
    return pairs


def around_size(delta):
    """Pairs whose |r| is delta or next to it, with and without rounding of the residual."""
    pairs = [(0.0, sign * z) for z in around(delta) for sign in (1, -1)]
    pairs += [(y, y + sign * delta) for y in (1.0, 0.1, -7.0) for sign in (1, -1)]
    return [pair for pair in pairs if abs(pair[1]) <= 8e307]


def counts_and_logs():
    """Pairs (y, ln of the mean)."""
    logs = both_signs([1e-300, 1e-9, 0.1, 1.0, 2.5, 15.0, 40.0, 370.0, 700.0, 745.0, 750.0, 1e6])
    logs += [-1e300, 709.75, 1e3, 1e5]
    pairs = [(y, z) for y in (0.0, 1.0, 3.0) for z in logs]
    pairs += [(y, z) for y in (TINIEST, 1e-300, 0.5, 100.0) for z in logs[:13]]
    # Near the minimum, where the parts of the full form cancel.
    matches = [1e-9, 0.25, 1.0, 3.0, 100.0, 1e4, 1e6]
    pairs += [(y, math.floor(1024 * math.log(y)) / 1024) for y in matches]
    pairs += [(1e6, 14.0), (1e15, 34.5), (1e150, 345.0), (8e307, 700.0), (8e307, -1.0)]
    return pairs


def counts_and_means():
    """Pairs (y, mean)."""
    means = [TINIEST, 1e-300, 1e-154, 1e-9, 0.1, 0.5, 1.0, 2.5, 3.0, 40.0, 1e3, 1e6]
    means += [1e150, 1e154, 1e300, 8e307]
    pairs = [(y, m) for y in (0.0, 1.0, 3.0, 0.5) for m in means]
    pairs += [(y, m) for y in (TINIEST, 1e-300, 100.0, 1e6, 1e150, 8e307) for m in means[::3]]
    pairs += [(y, m) for y in (1.0, 3.0, 100.0) for m in around(y)]
    pairs += [(1e6, 1000000.125), (1e150, 1.5e150), (TINIEST, TINIEST), (1e-300, 1e-300)]
    return pairs + [(0.0, 0.0), (2.0, 0.0)]


def margins(margin):
    """Pairs (y, z) with y = 1 and -1, with z at and next to the margin."""
    scores = [0.0] + [s for m in (margin, -margin) for s in around(m)]
    scores += LOGITS
    return [(y, z) for y in (1.0, -1.0) for z in dict.fromkeys(scores)]


def few_classes():
    """Logits of two and of three classes."""
    big = [40.0, 745.0, 1e300, INFINITY, -INFINITY, 1e-300, TINIEST, 2.0, -1.5]
    two = [[0.0, 0.0], [-40.0, 0.0], [800.0, -800.0], [0.5, 0.75]] + [[z, 0.0] for z in big]
    three = [[40.0, 0.0, 0.0], [800.0, 0.0, -800.0], [1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]
    three += [[-INFINITY, 0.0, 1.0], [1e150, 1e300, 0.0], [8e307, -8e307, 0.0]]
    three += [[700.0, 740.0, 745.0], [1e-9, 0.0, -1e-9], [-8.0, 10.0, 3.0]]
    three += [[-1e3, -1e3, -1001.5], [37.0, 0.0, -745.0], [-INFINITY, 2.0, -INFINITY]]
    generator = random.Random(2)
    three += [[10 * generator.random() - 5 for _ in range(3)] for _ in range(4)]
    return two + three


def ten_classes():
    generator = random.Random(3)
    rows = [[10 * generator.random() - 5 for _ in range(10)] for _ in range(2)]
    return rows + [[float(k) for k in range(10)], [60.0] + [0.125 * k for k in range(9)]]


def hundred_classes():
    generator = random.Random(4)
    spread = [8 * generator.random() - 4 for _ in range(100)]
    confident = [z + (50 if k == 57 else 0) for k, z in enumerate(spread)]
    return spread, confident


SOFT_ROWS = {
    2: [[0.1, 0.9], [0.5, 0.5], [0.95, 0.05], [BELOW_ONE, 1 - BELOW_ONE], [1e-300, 1.0]],
    3: [[0.3, 0.3, 0.4], [0.1, 0.1, 0.8], [0.0, 0.3, 0.7], [0.95, 0.05, 0.0]],
    10: [[0.1] * 10, [0.55] + [0.05] * 9],
}


def class_probabilities():
    """Rows that sum to one to within rounding."""
    rows = [[0.5, 0.5], [0.9, 0.1], [1.0, 0.0], [1.0, 1e-300], [1 - BELOW_ONE, BELOW_ONE]]
    rows += [[1.0, TINIEST], [0.7, 0.2, 0.1], [0.25, 0.25, 0.5], [1.0, 0.0, 0.0]]
    rows += [[0.0, 0.5, 0.5], [1e-16, 1.0, 1e-200], [0.98, 0.01, 0.01], [0.375, 0.0, 0.625]]
    rows.append([0.0625] * 8 + [0.25, 0.25])
    generator = random.Random(5)
    for columns in (2, 2, 3, 3, 3, 10, 10):
        parts = [0.05 + generator.random() for _ in range(columns)]
        rows.append([part / sum(parts) for part in parts])
    return rows


def class_log_probabilities():
    rows = [[math.log(p) if p > 0 else -INFINITY for p in row] for row in class_probabilities()]
    rows += [[0.0, -40.0], [0.0, -745.0], [0.0, -1e300], [-1e-300, -690.0]]
    return rows


def with_targets(rows):
    """Every row with every class index (of ten or more classes: three) and the soft targets."""
    for row in rows:
        columns = len(row)
        indexes = range(columns) if columns < 10 else (0, columns // 3, columns - 1)
        for index in indexes:
            yield [index], row
        for soft in SOFT_ROWS.get(columns, []):
            yield soft, row
