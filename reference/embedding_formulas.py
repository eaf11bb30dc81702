"""Losses of embeddings, derived by hand: (value, gradients, curvatures), by the raw embeddings.

A formula of a batch cuts the predictions into rows of `columns`; its value is the mean over the
rows, and its gradients and curvatures are those of that mean.
"""

from mpmath import mp, mpf

from loss_formulas import exp, minus
from vector_formulas import (
    apart_by,
    cosine,
    cosine_distance,
    dot,
    euclidean,
    exact_sum,
    squared_euclidean,
    total,
)

DISTANCES = {
    "squared_euclidean": squared_euclidean,
    "euclidean": euclidean,
    "cosine": cosine_distance,
}
SIMILARITIES = {"cosine": cosine, "dot": dot}


def cut(numbers, size):
    return [numbers[k : k + size] for k in range(0, len(numbers), size)]


def halves(predictions):
    return cut(predictions, len(predictions) // 2)


def of_pair(value, a, b):
    """Joins the derivatives, (first, second) by each of the two vectors."""
    return mpf(value), [*a[0], *b[0]], [*a[1], *b[1]]


def contrastive(margin):
    """f(d) with d = |a - b| has the gradient f' u, and the curvature f'' u^2 + f'/d (1 - u^2).

    At d = 0 the gradient is 0 and the curvature f''(0), the part in 1/d being dropped.
    """

    def formula(targets, predictions):
        y = targets[0]
        a, b = halves(predictions)
        pair = euclidean(a, b)
        d, room = pair.value, minus(margin, pair.value)
        room = max(room, mpf(0))
        value = y * squared_euclidean(a, b).value + (1 - y) * room**2
        bend = 2 * y + (2 * (1 - y) if room > 0 else 0)
        if d == 0:
            none = [mpf(0)] * len(a)
            both = (none, [mpf(bend)] * len(a))
            return of_pair(value, both, both)
        slope = 2 * y * d - 2 * (1 - y) * room
        first = [slope * u for u in pair.first_a]
        second = [
            total([bend * u**2, slope * w]) for u, w in zip(pair.first_a, pair.second_a)
        ]
        return of_pair(value, (first, second), ([-x for x in first], second))

    margin = mpf(margin)
    return formula


def cosine_embedding(margin):
    def formula(targets, predictions):
        pair = cosine(*halves(predictions))
        if targets[0] == 1:
            sign, value = -1, pair.fall
        else:
            value = max(minus(pair.value, margin), mpf(0))
            sign = 1 if value > 0 else 0
        parts = [[sign * x for x in part] for part in pair[2:]]
        return of_pair(value, parts[:2], parts[2:])

    margin = mpf(margin)
    return formula


def margin_ranking(margin):
    def formula(targets, predictions):
        y, (one, other) = targets[0], predictions
        violation = exact_sum([-y * one, y * other, margin])
        none = [mpf(0), mpf(0)]
        if violation <= 0:
            return mpf(0), none, none
        return violation, [-y, y], none

    margin = mpf(margin)
    return formula


def triplets(distance, margin, choose, columns=None):
    """The sum over (weight, anchor, positive, negative) of weight max(0, D(a,p) - D(a,n) + margin).

    choose(groups, distances) gives those, distances(i, j) being the Pair of two vectors. The
    vectors of a triplet differ, so the curvatures of the three parts simply add.
    """
    measure, margin = DISTANCES[distance], mpf(margin)

    def formula(targets, predictions):
        vectors = cut(predictions, columns or len(predictions) // 3)
        known = {}

        def pair(i, j):
            if (i, j) not in known:
                known[i, j] = measure(vectors[i], vectors[j])
            return known[i, j]

        size = len(vectors[0])
        value = []
        first = [[[] for _ in range(size)] for _ in vectors]
        second = [[[] for _ in range(size)] for _ in vectors]
        for weight, a, p, n in choose(targets, pair):
            near, far = pair(a, p), pair(a, n)
            violation = total([apart_by(near, far), margin])
            if violation <= 0:
                continue
            value.append(weight * violation)
            for k in range(size):
                first[a][k] += [weight * near.first_a[k], -weight * far.first_a[k]]
                first[p][k].append(weight * near.first_b[k])
                first[n][k].append(-weight * far.first_b[k])
                second[a][k] += [weight * near.second_a[k], -weight * far.second_a[k]]
                second[p][k].append(weight * near.second_b[k])
                second[n][k].append(-weight * far.second_b[k])
        return (
            total(value),
            [total(x) for row in first for x in row],
            [total(x) for row in second for x in row],
        )

    return formula


def given_triplet(groups, pair):
    return [(mpf(1), 0, 1, 2)]


def positives_and_negatives(groups, anchor):
    others = [j for j in range(len(groups)) if j != anchor]
    positives = [j for j in others if groups[j] == groups[anchor]]
    return positives, [j for j in others if groups[j] != groups[anchor]]


def extreme(candidates, anchor, pair, sign):
    """The candidate farthest from the anchor (sign 1) or nearest (-1), the first of equals."""
    best = candidates[0]
    for j in candidates[1:]:
        if sign * apart_by(pair(anchor, j), pair(anchor, best)) > 0:
            best = j
    return best


def hard(groups, pair):
    """For each anchor its farthest positive and its nearest negative."""
    chosen = []
    for a in range(len(groups)):
        positives, negatives = positives_and_negatives(groups, a)
        if positives and negatives:
            far, near = extreme(positives, a, pair, 1), extreme(negatives, a, pair, -1)
            chosen.append((mpf(1) / len(groups), a, far, near))
    return chosen


def semi_hard(groups, pair):
    """For each anchor and positive the nearest negative that is farther, else the farthest."""
    chosen = []
    for a in range(len(groups)):
        positives, negatives = positives_and_negatives(groups, a)
        for p in positives if negatives else []:
            farther = [n for n in negatives if apart_by(pair(a, n), pair(a, p)) > 0]
            n = extreme(farther, a, pair, -1) if farther else extreme(negatives, a, pair, 1)
            chosen.append((mpf(1) / (len(groups) * len(positives)), a, p, n))
    return chosen


class Softmax:
    """-ln softmax(s)[positive] of scores s[j] = (constant - falls[j]) / temperature."""

    def __init__(self, falls, positive, temperature):
        self.positive = positive
        top = min(range(len(falls)), key=lambda j: falls[j])
        powers = [
            mpf(1) if j == top else exp(minus(falls[top], fall) / temperature)
            for j, fall in enumerate(falls)
        ]
        others = mp.fsum(e for j, e in enumerate(powers) if j != top)
        self.shares = [e / (1 + others) for e in powers]
        self.value = minus(falls[positive], falls[top]) / temperature + mp.log1p(others)

    def derivatives(self, first, second):
        """Along one coordinate, from the scores' derivatives by it.

        With p the shares, u and v the scores' first and second derivatives and + the positive:
        sum p_j (u_j - u_+), and the variance of u under p plus sum p_j (v_j - v_+).
        """
        shares, one = self.shares, self.positive
        slope, bend = [], []
        for j, share in enumerate(shares):
            if first[j] != first[one]:
                slope.append(share * minus(first[j], first[one]))
            if second[j] != second[one]:
                bend.append(share * minus(second[j], second[one]))
            for i in range(j):
                if first[i] != first[j]:
                    bend.append(shares[i] * share * minus(first[i], first[j]) ** 2)
        return slope, bend


def info_nce_given(temperature):
    def formula(targets, predictions):
        scores = Softmax([-s for s in predictions], targets[0], temperature)
        gradient, curvature = [], []
        for k in range(len(predictions)):
            along = [mpf(1 if j == k else 0) / temperature for j in range(len(predictions))]
            slope, bend = scores.derivatives(along, [mpf(0)] * len(along))
            gradient.append(total(slope))
            curvature.append(total(bend))
        return scores.value, gradient, curvature

    temperature = mpf(temperature)
    return formula


def softmax_of_similarities(similarity, temperature, dimensions, choose):
    """The sum over (weight, anchor, candidates, place of the positive) of weight times the loss.

    A coordinate of the anchor moves every score, one of a candidate that candidate's alone.
    """
    measure, temperature = SIMILARITIES[similarity], mpf(temperature)

    def formula(targets, predictions):
        vectors = cut(predictions, dimensions)
        value = []
        slopes = [[[] for _ in range(dimensions)] for _ in vectors]
        bends = [[[] for _ in range(dimensions)] for _ in vectors]
        for weight, anchor, candidates, positive in choose(targets, len(vectors)):
            pairs = [measure(vectors[anchor], vectors[j]) for j in candidates]
            loss = Softmax([p.fall for p in pairs], positive, temperature)
            value.append(weight * loss.value)
            for moved in [anchor, *candidates]:
                for k in range(dimensions):
                    first, second = [], []
                    for p, j in zip(pairs, candidates):
                        parts = (p.first_a, p.second_a) if moved == anchor else (p[4], p[5])
                        moves = moved in (anchor, j)
                        first.append(parts[0][k] / temperature if moves else mpf(0))
                        second.append(parts[1][k] / temperature if moves else mpf(0))
                    slope, bend = loss.derivatives(first, second)
                    slopes[moved][k] += [weight * x for x in slope]
                    bends[moved][k] += [weight * x for x in bend]
        gradient = [total(x) for row in slopes for x in row]
        return total(value), gradient, [total(x) for row in bends for x in row]

    return formula


def in_batch(targets, count):
    """The vectors are a and v of row 0, a and v of row 1, ...; each a against every v."""
    rows = count // 2
    return [(mpf(1) / rows, 2 * i, range(1, count, 2), i) for i in range(rows)]


def both_ways(targets, count):
    rows = count // 2
    half = mpf(1) / (2 * rows)
    columns = [(half, 2 * i + 1, range(0, count, 2), i) for i in range(rows)]
    return [(half, 2 * i, range(1, count, 2), i) for i in range(rows)] + columns


def two_views(groups, count):
    """Each vector against all others; the positive is the other one of its group."""
    chosen = []
    for i in range(count):
        others = [j for j in range(count) if j != i]
        [partner] = [place for place, j in enumerate(others) if groups[j] == groups[i]]
        chosen.append((mpf(1) / count, i, others, partner))
    return chosen
