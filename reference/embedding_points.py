"""The embeddings of the tables: every number a double, the same on every run."""

import math
import random

ABOVE_ONE = math.nextafter(1.0, 2.0)


def ordinary(seed, count, dimensions, spread=1.0):
    """Vectors without structure, their numbers short so that a table stays readable."""
    generator = random.Random(seed)
    return [
        [spread * round(4 * generator.random() - 2, 4) for _ in range(dimensions)]
        for _ in range(count)
    ]


def moderate_pairs():
    pairs = [([1.0, 0.0], [0.0, 1.0]), ([3.0, 4.0], [4.0, 3.0]), ([0.3, -0.2], [0.1, 0.4])]
    pairs += [([2.0], [0.5]), ([1.0, 2.0, 2.0], [2.0, -1.0, 0.5])]
    one, other, *_ = ordinary(11, 2, 8)
    pairs.append((one, other))
    vectors = ordinary(12, 6, 3)
    return pairs + list(zip(vectors[::2], vectors[1::2]))


def parallel_pairs():
    """Equal, parallel, antiparallel, and 1e-9 or one ulp away from that."""
    return [
        ([1.0, 2.0], [1.0, 2.0]),
        ([0.1, 0.7, -0.3], [0.1, 0.7, -0.3]),
        ([1.0, 2.0], [2.0, 4.0]),
        ([1.0, 2.0], [-3.0, -6.0]),
        ([1.0, 1e-9], [1.0, 0.0]),
        ([0.6, 0.8], [0.6000000008, 0.7999999994]),
        ([0.5, -0.25, 1.0], [0.5, -0.25, ABOVE_ONE]),
        ([1.0, 1e-9], [-1.0, 0.0]),
        ([1.0, 1.0], [-1.0, -ABOVE_ONE]),
        ([1e-9, 1.0], [1.0, 1e-9]),
    ]


def extreme_pairs():
    sizes = [1e150, 1e300, 1e-150, 1e-200]
    pairs = [([3 * s, 4 * s], [4 * s, -3.5 * s]) for s in sizes]
    pairs += [([s, 2 * s, 2.5 * s], [s, 2.5 * s, 2 * s]) for s in sizes]
    pairs += [([1e150, 2e150], [1e150, 2e150]), ([1e300, 1e291], [1e300, 0.0])]
    pairs += [([1e300, 2e300], [1e-150, 3e-150]), ([1e-150, 1e-159], [1e-150, 0.0])]
    pairs += [([1e150, 1.0], [1.0, 1e150]), ([8e307, 0.0], [8e307, 8e307])]
    return pairs


def all_pairs():
    return moderate_pairs() + parallel_pairs() + extreme_pairs()


def zero_pairs():
    """With a zero vector, where distances are defined and cosines are not."""
    return [([0.0, 0.0], [0.0, 0.0]), ([0.0, 0.0], [0.3, 0.4]), ([0.0], [1e-320])]


def triplets():
    """Anchor, positive and negative."""
    rows = [
        ([1.0, 0.0], [1.0, 0.0], [0.7, 0.0]),
        ([0.0, 0.0], [1.0, 0.0], [1.0, 1.0]),
        ([0.0, 0.0], [3.0, 4.0], [0.0, 6.0]),
        ([0.0, 0.0], [0.5, 0.5], [1.0, 0.25]),
        ([1.0, 2.0], [1.5, 2.0], [1.0, 2.0]),
        ([0.5, 0.25], [0.5, 0.25], [0.5, 0.25]),
        ([1.0, 0.0], [1.0, 1e-9], [1.0, -2e-9]),
        ([1.0, 1.0], [-1.0, -1.0], [1.0, 1.25]),
        ([1.0, 2.0], [2.0, 1.0], [-1.0, -2.0]),
        ([0.25], [0.75], [1.0]),
    ]
    for size in (1e150, 1e300, 1e-150):
        rows.append(([size, 2 * size], [2 * size, size], [1.5 * size, size]))
        rows.append(([size, 0.0], [size, size], [size, 0.5 * size]))
    rows += [([1e150, 1.0], [1e150, 2.0], [1e150, 1.5]), ([1.0, 1e-20], [1.0, 2e-20], [1.0, 5e-21])]
    for seed, dimensions in ((13, 2), (14, 3), (15, 3), (16, 8)):
        rows.append(tuple(ordinary(seed, 3, dimensions)))
    return rows


def without_zeros(rows):
    return [row for row in rows if all(any(x != 0 for x in vector) for vector in row)]


def labelled():
    """Batches for mining: (groups, embeddings)."""
    batches = [
        ([0, 0, 1, 1], ordinary(21, 4, 2)),
        ([3, 7, 3, 7, 3], ordinary(22, 5, 2)),
        ([0, 0, 0, 1, 1, 2], ordinary(23, 6, 3)),
        ([0, 1, 2, 2], ordinary(24, 4, 3)),
        ([0, 0, 0], ordinary(25, 3, 2)),
        ([0, 0, 1, 1], [[1.0, 0.5], [1.0, 0.5], [1.0, 0.5], [2.0, 0.25]]),
        # Two positives and two negatives that are equally far: the first of each is taken.
        ([0, 0, 0, 1, 1], [[0.0, 1.0], [2.0, 1.0], [-2.0, 1.0], [0.0, 2.5], [0.0, -0.5]]),
        ([0, 0, 1, 1], [[1.0, 0.0], [1.0, 1e-9], [1.0, -2e-9], [1.0, 3e-9]]),
        ([0, 0, 1, 1], [[5.0, 1.0], [5.125, 1.0], [-5.0, 1.0], [-5.0, 1.25]]),
    ]
    for size in (1e150, 1e300, 1e-150):
        rows = [[1.0, 0.5], [0.25, 1.0], [-1.0, 0.75], [0.5, -1.0]]
        batches.append(([0, 0, 1, 1], [[size * x for x in row] for row in rows]))
    return batches


def matched():
    """Batches of rows a then v, for losses over all pairs of a and v."""
    batches = [ordinary(31, 2, 4), ordinary(32, 3, 4), ordinary(33, 4, 4), ordinary(34, 3, 6)]
    batches += [
        [[1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 1.0]],
        [[1.0, 2.0, 1.0, 2.0], [2.0, 1.0, 1.0, 2.0]],
        [[1.0, 0.5, -1.0, -0.5], [0.25, 1.0, -0.5, -2.0], [-1.0, 0.75, 3.0, 0.125]],
        [[1.0, 1e-9, 1.0, 0.0], [1.0, -1e-9, 1.0, 2e-9]],
        [[1.0, 0.0, 0.5, 1.0], [1.0, 0.0, 0.5, 1.0], [1.0, 0.0, 0.5, 1.0]],
    ]
    return batches


def matched_extremes(sizes):
    rows = [[1.0, 0.5, 0.75, 0.5], [-0.25, 1.0, -0.5, 1.25], [1.0, -1.0, 1.0, -0.75]]
    return [[[size * x for x in row] for row in rows] for size in sizes]


def two_views():
    """Batches for NT-Xent: (groups, embeddings)."""
    batches = [
        ([0, 0, 1, 1], [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]),
        ([0, 1, 0, 1], ordinary(41, 4, 2)),
        ([5, 5, 2, 2], ordinary(42, 4, 3)),
        ([0, 1, 2, 2, 1, 0], ordinary(43, 6, 2)),
        ([0, 0], ordinary(44, 2, 3)),
        ([0, 0, 1, 1], [[1.0, 2.0], [-1.0, -2.0], [2.0, 1.0], [-2.0, -1.0]]),
        ([0, 0, 1, 1], [[1.0, 0.0], [1.0, 1e-9], [1.0, -2e-9], [1.0, 3e-9]]),
        ([0, 0, 1, 1], [[1.0, 1.0], [2.0, 2.0], [1.0, 1.0], [0.5, 0.5]]),
    ]
    for size in (1e150, 1e300, 1e-150):
        rows = [[1.0, 0.5], [0.75, 1.0], [-1.0, 0.75], [0.5, -1.0]]
        batches.append(([0, 0, 1, 1], [[size * x for x in row] for row in rows]))
    return batches


def scores():
    """Rows of similarities, one of which is that of the positive."""
    rows = [[1.0, 0.5], [0.9, 0.2, -0.3], [0.0, 0.0, 0.0], [-1.0, 1.0, 0.25], [0.5, 0.5, 1.0]]
    rows += [[1.0, 1.0 - 1e-9, -1.0], [0.25], [1e-300, 0.0], [700.0, -40.0, 699.5]]
    rows += [[1e150, 1e300, 0.0], [8e307, -8e307], [-8e307, 0.0, 1.0], [37.0, 0.0, -745.0]]
    generator = random.Random(51)
    return rows + [[round(2 * generator.random() - 1, 4) for _ in range(k)] for k in (4, 10)]
