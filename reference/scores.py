"""Reference values of whole scored files, by plain definitions with mpmath at 50 digits: means,
standard errors, best constants and skill of losses, on all rows and in groups, with and without
weights; differences of two predictions with the rows won, lost and tied; a few metrics.

Writes into surprisal-evaluate/src/test/resources/reference/scores/ the files binary.csv,
regression.csv, classes.csv and several.csv, and truth.tsv: a line of names, then a line a number:

    file  weights  group  prediction  loss  quantity  value

weights and group are "-" where there are none; of a difference the prediction is "p q". A quantity
that does not exist is not in the table. Values have 25 digits.

The random numbers come from a generator of its own, so that no version of Python changes a byte.

Usage: python3 scores.py [folder]
"""

import sys
from pathlib import Path

from mpmath import log, mp, mpf, nstr, sqrt

from knuth import Random

mp.dps = 50

FOLDER = (
    Path(__file__).resolve().parent.parent
    / "surprisal-evaluate/src/test/resources/reference/scores"
)
GROUPS = "abc"


def number(x):
    """The number that a program reads: the double nearest to the text, exactly."""
    return mpf(float(x))


def xlog(weight, p):
    return mpf(0) if weight == 0 else -weight * log(p)


def mean(values, weights):
    return sum(w * x for w, x in zip(weights, values)) / sum(weights)


def standard_error(values, weights):
    kept = [(x, w) for x, w in zip(values, weights) if w > 0]
    n, total, center = len(kept), sum(w for _, w in kept), mean(values, weights)
    return sqrt(mpf(n) / (n - 1) * sum((w * (x - center)) ** 2 for x, w in kept)) / total


def log_loss(y, p):
    return xlog(y, p) + xlog(1 - y, 1 - p)


def brier(y, p):
    return (y - p) ** 2


def squared(y, z):
    return (y - z) ** 2


def absolute(y, z):
    return abs(y - z)


def median(values, weights):
    """A target with at most half of the weight on either side."""
    total = sum(weights)
    return next(
        m
        for m in sorted(values)
        if 2 * sum(w for y, w in zip(values, weights) if y < m) <= total
        and 2 * sum(w for y, w in zip(values, weights) if y > m) <= total
    )


def best_mean(losses_of, targets, weights):
    constant = mean(targets, weights)
    return mean([losses_of(y, constant) for y in targets], weights)


def best_median(losses_of, targets, weights):
    constant = median(targets, weights)
    return mean([losses_of(y, constant) for y in targets], weights)


def class_log_loss(y, p):
    return -log(p[y])


def class_brier(y, p):
    return sum((pk - (k == y)) ** 2 for k, pk in enumerate(p))


def best_shares(losses_of, targets, weights):
    shares = [
        sum(w for y, w in zip(targets, weights) if y == k) / sum(weights)
        for k in range(1 + max(targets))
    ]
    return mean([losses_of(y, shares) if w else 0 for y, w in zip(targets, weights)], weights)


def several_entropy(y, p):
    return sum(log_loss(a, b) for a, b in zip(y, p))


def best_columns(losses_of, targets, weights):
    columns = zip(*targets)
    return sum(best_mean(log_loss, list(column), weights) for column in columns)


def accuracy(targets, scores, weights):
    return mean([mpf((s >= 0.5) == (y == 1)) for y, s in zip(targets, scores)], weights)


def f1(targets, scores, weights):
    rows = [(y == 1, s >= 0.5, w) for y, s, w in zip(targets, scores, weights)]
    hits = sum(w for y, s, w in rows if y and s)
    return 2 * hits / (2 * hits + sum(w for y, s, w in rows if y != s))


def roc_auc(targets, scores, weights):
    rows = list(zip(targets, scores, weights))
    positives = [(s, w) for y, s, w in rows if y == 1]
    negatives = [(s, w) for y, s, w in rows if y == 0]
    won = sum(
        v * w * (1 if s > t else mpf(1) / 2 if s == t else 0)
        for s, v in positives
        for t, w in negatives
    )
    return won / (sum(w for _, w in positives) * sum(w for _, w in negatives))


class Truth:
    """The table, and what goes into it for some rows of a file."""

    def __init__(self):
        self.lines = ["file\tweights\tgroup\tprediction\tloss\tquantity\tvalue"]

    def add(self, *fields):
        *key, value = fields
        self.lines.append("\t".join([*key, nstr(mpf(value), 25)]))

    def losses(self, key, targets, predictions, weights, losses):
        """losses: name, definition, the mean of the best constant."""
        for name, definition, best in losses:
            rows = {}
            for p, values in predictions.items():
                rows[p] = [definition(y, z) for y, z in zip(targets, values)]
                center = mean(rows[p], weights)
                constant = best(definition, targets, weights)
                self.add(*key, p, name, "mean", center)
                self.add(*key, p, name, "standard_error", standard_error(rows[p], weights))
                self.add(*key, p, name, "constant", constant)
                self.add(*key, p, name, "skill", 1 - center / constant)
            names = list(predictions)
            if len(names) == 2:
                self.pair(key, name, names, rows, weights)

    def pair(self, key, name, names, rows, weights):
        a, b = (rows[p] for p in names)
        pair = " ".join(names)
        counted = [(x, y) for x, y, w in zip(a, b, weights) if w > 0]
        self.add(*key, pair, name, "mean", mean([x - y for x, y in zip(a, b)], weights))
        self.add(*key, pair, name, "wins_of_a", sum(x < y for x, y in counted))
        self.add(*key, pair, name, "wins_of_b", sum(x > y for x, y in counted))
        self.add(*key, pair, name, "ties", sum(x == y for x, y in counted))

    def metrics(self, key, targets, predictions, weights):
        for metric in (accuracy, f1, roc_auc):
            for p, scores in predictions.items():
                value = metric(targets, scores, weights)
                self.add(*key, p, "-", metric.__name__, value)


def parts(file, weights, groups):
    """All rows and each group, without and with weights: the key, the indices, the weights."""
    for weighted in ("-", "w"):
        for group in ("-", *GROUPS):
            index = [i for i, g in enumerate(groups) if group in ("-", g)]
            used = [number(weights[i]) if weighted == "w" else mpf(1) for i in index]
            yield (file, weighted, group), index, used


def pick(values, index):
    return [number(values[i]) for i in index]


def write(folder, name, header, columns):
    lines = [header] + [",".join(str(x) for x in row) for row in zip(*columns)]
    (folder / name).write_text("\n".join(lines) + "\n")


def common(random, rows):
    weights = [random.below(4) / 2 for _ in range(rows)]
    return weights, [GROUPS[random.below(3)] for _ in range(rows)]


def binary(folder, truth, rows):
    random = Random(1)
    p = [random.unit() for _ in range(rows)]
    y = [int(random.unit() < x) for x in p]
    # Every fifth row ties, and many scores are equal.
    q = [x if i % 5 == 0 else (1 + random.below(9)) / 10 for i, x in enumerate(p)]
    weights, groups = common(random, rows)
    write(folder, "binary.csv", "y,p,q,w,g", [y, p, q, weights, groups])
    losses = [("log_loss", log_loss, best_mean), ("brier", brier, best_mean)]
    for key, index, used in parts("binary.csv", weights, groups):
        targets = pick(y, index)
        predictions = {"p": pick(p, index), "q": pick(q, index)}
        truth.losses(key, targets, predictions, used, losses)
        truth.metrics(key, targets, predictions, used)


def regression(folder, truth, rows):
    random = Random(2)
    y = [1000 + 10 * (random.unit() + random.unit() - 1) for _ in range(rows)]
    p = [x + random.unit() - 0.5 for x in y]
    q = [x + 2 * random.unit() - 0.9 for x in y]
    weights, groups = common(random, rows)
    write(folder, "regression.csv", "y,p,q,w,g", [y, p, q, weights, groups])
    losses = [
        ("squared_error", squared, best_mean),
        ("absolute_error", absolute, best_median),
    ]
    for key, index, used in parts("regression.csv", weights, groups):
        predictions = {"p": pick(p, index), "q": pick(q, index)}
        truth.losses(key, pick(y, index), predictions, used, losses)


def distribution(random):
    """Shares in 1/1024, which add up to 1 exactly."""
    cuts = sorted(1 + random.below(1020) for _ in range(3))
    steps = [cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], 1024 - cuts[2]]
    moved = [s + 1 if s == 0 else s for s in steps]
    moved[moved.index(max(moved))] -= sum(moved) - 1024
    return [s / 1024 for s in moved]


def classes(folder, truth, rows):
    random = Random(3)
    labels = ["pear", "apple", "fig", "kiwi"]
    p = [distribution(random) for _ in range(rows)]
    y = [random.below(4) if random.below(3) else row.index(max(row)) for row in p]
    weights, groups = common(random, rows)
    columns = [[labels[k] for k in y], *zip(*p), weights, groups]
    write(folder, "classes.csv", "y,p_pear,p_apple,p_fig,p_kiwi,w,g", columns)
    losses = [("log_loss", class_log_loss, best_shares), ("brier", class_brier, best_shares)]
    for key, index, used in parts("classes.csv", weights, groups):
        predictions = {"p_*": [[number(x) for x in p[i]] for i in index]}
        truth.losses(key, [y[i] for i in index], predictions, used, losses)


def several(folder, truth, rows):
    random = Random(4)
    p = [[random.unit() for _ in range(3)] for _ in range(rows)]
    y = [[int(random.unit() < x) for x in row] for row in p]
    weights, groups = common(random, rows)
    # Targets in another order than predictions.
    targets = [[row[k] for row in y] for k in (2, 0, 1)]
    columns = [*targets, *zip(*p), weights, groups]
    write(folder, "several.csv", "y_c,y_a,y_b,p_a,p_b,p_c,w,g", columns)
    losses = [("binary_cross_entropy", several_entropy, best_columns)]
    for key, index, used in parts("several.csv", weights, groups):
        predictions = {"p_*": [[number(x) for x in p[i]] for i in index]}
        observed = [[mpf(x) for x in y[i]] for i in index]
        truth.losses(key, observed, predictions, used, losses)


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    truth = Truth()
    binary(folder, truth, 150)
    regression(folder, truth, 150)
    classes(folder, truth, 150)
    several(folder, truth, 150)
    (folder / "truth.tsv").write_text("\n".join(truth.lines) + "\n")


if __name__ == "__main__":
    main()
