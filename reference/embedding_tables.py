"""The tables of the losses of embeddings."""

from functools import cache

import embedding_formulas as formulas
import embedding_points as points
from loss_tables import Spec, text
from mpmath import mpf
from vector_formulas import apart_by, euclidean

# The derivatives by up to so many coordinates are compared with numeric ones.
CHECKED = 12
CHECKED_IN_BATCH = 8


def row(*vectors):
    return [x for vector in vectors for x in vector]


def sign(x):
    return (x > 0) - (x < 0)


def vectors_of(predictions, size):
    return formulas.cut([mpf(x) for x in predictions], size)


def contrastive_region(margin):
    """The kinks at d = 0 and at d = margin; they are hit only where d is exact in doubles."""

    def region(targets, predictions):
        a, b = vectors_of(predictions, len(predictions) // 2)
        d = euclidean(a, b).value
        at_kink = targets[0] == 0 and d in (0, margin)
        return (sign(d), sign(margin - d)), at_kink, False

    return region


def contrastive():
    for margin in (None, "0.5", "5"):
        size = float(margin or 1)
        name = text("contrastive", margin=margin)
        region = contrastive_region(size)
        spec = Spec(
            name,
            formulas.contrastive(size),
            fixed_targets=(0.0, 1.0),
            region=region,
            check_columns=CHECKED,
        )
        pairs = points.all_pairs() + points.zero_pairs()
        # At the margin, and on both sides of it.
        pairs += [([0.0, 0.0], [0.6 * size, 0.8 * size]), ([1.0], [1.0 + size])]
        pairs += [([0.0, size], [0.0, 0.0]), ([0.0, 0.0], [0.0, size * points.ABOVE_ONE])]
        for a, b in pairs:
            for y in (0.0, 1.0):
                yield spec, [y], row(a, b)


def any_tie(mined, count, pair):
    """Whether a vector that was not taken is as far from the anchor as one that was."""
    others = [(a, i, j) for a, p, n in mined for i in (p, n) for j in range(count)]
    return any(j not in (a, i) and apart_by(pair(a, i), pair(a, j)) == 0 for a, i, j in others)


def violation_region(measure, margin, choose, columns):
    """The triplets that were mined and the sign of each violation."""

    def region(targets, predictions):
        return region_of(tuple(targets), tuple(predictions))

    @cache
    def region_of(targets, predictions):
        vectors = vectors_of(predictions, columns)

        @cache
        def pair(i, j):
            return measure(vectors[i], vectors[j])

        chosen = choose(targets, pair)
        signs = [
            sign(formulas.total([apart_by(pair(a, p), pair(a, n)), mpf(margin)]))
            for _, a, p, n in chosen
        ]
        mined = [triplet[1:] for triplet in chosen]
        # At zero distance numeric derivatives see the kink of |.|.
        zero = any(vectors[a] in (vectors[p], vectors[n]) for a, p, n in mined)
        at_kink = zero or 0 in signs or any_tie(mined, len(vectors), pair)
        return (tuple(mined), tuple(signs), zero), at_kink, False

    return region


def triplet():
    for distance, measure in formulas.DISTANCES.items():
        shown = None if distance == "squared_euclidean" else distance
        for margin in (None, "0.25"):
            size = float(margin or 1)
            choose = formulas.given_triplet
            for vectors in points.triplets():
                if distance == "cosine" and not points.without_zeros([vectors]):
                    continue
                region = violation_region(measure, size, choose, len(vectors[0]))
                formula = formulas.triplets(distance, size, choose)
                name = text("triplet", margin=margin, distance=shown)
                spec = Spec(name, formula, region=region, check_columns=CHECKED)
                yield spec, [], row(*vectors)
        yield from mined_triplets(distance, shown, measure)


def mined_triplets(distance, shown, measure):
    for mining, choose in (("hard", formulas.hard), ("semi_hard", formulas.semi_hard)):
        for margin in (None, "4"):
            batches = points.labelled()
            if distance != "squared_euclidean":
                # The other margin changes only what is active.
                batches = batches[: 2 if margin else None]
            for groups, vectors in batches:
                columns, size = len(vectors[0]), float(margin or 1)
                spec = Spec(
                    text("triplet", margin=margin, distance=shown, mining=mining),
                    formulas.triplets(distance, size, choose, columns),
                    region=violation_region(measure, size, choose, columns),
                    columns=columns,
                    check_columns=CHECKED,
                )
                yield spec, groups, row(*vectors)


def cosine_embedding():
    def region_of(margin):
        def region(targets, predictions):
            a, b = vectors_of(predictions, len(predictions) // 2)
            above = sign(formulas.minus(formulas.cosine(a, b).value, mpf(margin)))
            return above, targets[0] == -1 and above == 0, False

        return region

    for margin in (None, "0.5", "-0.25"):
        size = float(margin or 0)
        spec = Spec(
            text("cosine_embedding", margin=margin),
            formulas.cosine_embedding(size),
            fixed_targets=(1.0, -1.0),
            region=region_of(size),
            check_columns=CHECKED,
        )
        for a, b in points.all_pairs():
            for y in (1.0, -1.0) if margin is None else (-1.0,):
                yield spec, [y], row(a, b)


def margin_ranking():
    def region_of(margin):
        def region(targets, predictions):
            one, other = predictions
            terms = [-targets[0] * one, targets[0] * other, margin]
            violation = formulas.exact_sum(mpf(x) for x in terms)
            return sign(violation), violation == 0, False

        return region

    for margin in (None, "1", "0.1"):
        size = float(margin or 0)
        spec = Spec(
            text("margin_ranking", margin=margin),
            formulas.margin_ranking(size),
            fixed_targets=(1.0, -1.0),
            region=region_of(size),
        )
        scores = [(0.5, 0.25), (0.25, 0.5), (1.0, 1.0), (2.0, 1.0), (1.0, 2.0), (-3.5, 0.125)]
        scores += [(0.0, 0.0), (0.3, 0.1), (1e-300, 0.0), (5e-324, 0.0), (1e300, -1e300)]
        scores += [(8e307, -8e307), (-8e307, 8e307), (1e150, 1.0), (1.0, points.ABOVE_ONE)]
        for pair in scores:
            for y in (1.0, -1.0):
                yield spec, [y], list(pair)


def info_nce():
    for temperature in (None, "1", "0.01", "1e-6", "1e6"):
        formula = formulas.info_nce_given(float(temperature or 0.1))
        spec = Spec(text("info_nce", temperature=temperature, similarity="given"), formula)
        for scores in points.scores():
            for positive in range(len(scores)) if len(scores) < 10 else (0, 7):
                yield spec, [positive], scores
    for similarity, sizes in (("cosine", (1e150, 1e300, 1e-150)), ("dot", (1e150, 1e200, 1e-150))):
        shown = None if similarity == "cosine" else similarity
        batches = points.matched() + points.matched_extremes(sizes)
        for temperature in (None, "0.5"):
            label = text("info_nce", temperature=temperature, similarity=shown)
            yield from in_batch(label, similarity, temperature or 0.1, formulas.in_batch, batches)
        label = text("info_nce", temperature="0.001", similarity=shown)
        yield from in_batch(label, similarity, 0.001, formulas.in_batch, batches[:6])


def in_batch(label, similarity, temperature, choose, batches):
    for vectors in batches:
        columns = len(vectors[0])
        formula = formulas.softmax_of_similarities(
            similarity, float(temperature), columns // 2, choose
        )
        spec = Spec(label, formula, columns=columns, check_columns=CHECKED_IN_BATCH)
        yield spec, [], row(*vectors)


def clip():
    batches = points.matched() + points.matched_extremes((1e150, 1e300, 1e-150))
    for temperature in (None, "1"):
        label = text("clip", temperature=temperature)
        yield from in_batch(label, "cosine", temperature or 0.07, formulas.both_ways, batches)
    label = text("clip", temperature="0.001")
    yield from in_batch(label, "cosine", "0.001", formulas.both_ways, batches[:6])


def nt_xent():
    for temperature in (None, "0.1", "0.001"):
        for groups, vectors in points.two_views():
            columns = len(vectors[0])
            formula = formulas.softmax_of_similarities(
                "cosine", float(temperature or 0.5), columns, formulas.two_views
            )
            label = text("nt_xent", temperature=temperature)
            spec = Spec(label, formula, columns=columns, check_columns=CHECKED_IN_BATCH)
            yield spec, groups, row(*vectors)


TABLES = [
    contrastive,
    triplet,
    cosine_embedding,
    margin_ranking,
    info_nce,
    nt_xent,
    clip,
]
