"""Reference values of the metrics of org.surprisal.evaluate, by their plain definitions in exact
rational numbers (fractions.Fraction): all pairs for ROC-AUC, one full count of the rows for each
score for average precision, one pass over the rows for each class.

Writes surprisal-evaluate/src/test/resources/reference/metrics/metrics.tsv: lines that start with #,
a line of names, then a line a data set and metric, separated by tabs:

    kind  metric  threshold  targets  predictions  weights  value

kind is regression, binary, classes (one of K) or labels (several of K). Rows are separated by ";",
the numbers of a row by ",". A value that is undefined is written NaN. Inputs are doubles in a form
that reads back to the same double; values have 25 digits.

The random numbers come from a generator of its own, so that no version of Python changes a byte.

Usage: python3 metrics.py [folder]            writes the table
       python3 metrics.py --scikit-learn      compares every value with scikit-learn's

With scikit-learn 1.2.1 all 680 values that are defined agree within 1e-9; where one is undefined
here, scikit-learn warns and says 0 or another number, or raises an error.
"""

import sys
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

from knuth import Random

FOLDER = (
    Path(__file__).resolve().parent.parent
    / "surprisal-evaluate/src/test/resources/reference/metrics"
)
DIGITS = 25
UNDEFINED = None


def mean(values):
    values = list(values)
    if not values or UNDEFINED in values:
        return UNDEFINED
    return sum(values) / len(values)


def over(a, b):
    return a / b if b != 0 else UNDEFINED


def root(x):
    """The square root of a rational number, to 40 digits."""
    with localcontext() as context:
        context.prec = 40
        return Fraction((Decimal(x.numerator) / Decimal(x.denominator)).sqrt())


def regression(metric, y, z, w):
    total = sum(w)

    def of(column):
        t = [row[column] for row in y]
        p = [row[column] for row in z]
        squares = sum(wi * (a - b) ** 2 for a, b, wi in zip(t, p, w))
        if metric == "rmse":
            return root(squares / total)
        if metric == "mae":
            return sum(wi * abs(a - b) for a, b, wi in zip(t, p, w)) / total
        center = sum(wi * a for a, wi in zip(t, w)) / total
        spread = sum(wi * (a - center) ** 2 for a, wi in zip(t, w))
        if spread == 0:
            return UNDEFINED if squares == 0 else "-Infinity"
        return 1 - squares / spread

    values = [of(column) for column in range(len(y[0]))]
    return "-Infinity" if "-Infinity" in values else mean(values)


def of_label(metric, truth, guess, w):
    """F1, precision or recall of one label from two lists of booleans."""
    hits = sum(wi for a, b, wi in zip(truth, guess, w) if a and b)
    found = sum(wi for b, wi in zip(guess, w) if b)
    there = sum(wi for a, wi in zip(truth, w) if a)
    if metric == "precision":
        return over(hits, found)
    if metric == "recall":
        return over(hits, there)
    return over(2 * hits, found + there)


def balanced(truth, guess, w):
    recalls = []
    for each in sorted(set(truth)):
        there = [a == each for a in truth]
        recall = of_label("recall", there, [b == each for b in guess], w)
        if recall is not UNDEFINED:
            recalls.append(recall)
    return mean(recalls)


def ranking(metric, y, z, w):
    rows = [(a[0], b[0], wi) for a, b, wi in zip(y, z, w) if wi > 0]
    positives = [(score, wi) for label, score, wi in rows if label == 1]
    negatives = [(score, wi) for label, score, wi in rows if label == 0]
    if not positives or not negatives:
        return UNDEFINED
    if metric == "roc_auc":
        right = sum(
            a * b * (Fraction(1, 2) if s == t else int(s > t))
            for s, a in positives
            for t, b in negatives
        )
        return right / sum(a for _, a in positives) / sum(b for _, b in negatives)
    total = Fraction(0)
    for score, wi in positives:
        hits = sum(a for s, a in positives if s >= score)
        total += wi * hits / sum(a for _, s, a in rows if s >= score)
    return total / sum(a for _, a in positives)


def binary(metric, threshold, y, z, w):
    if metric in ("roc_auc", "average_precision"):
        return ranking(metric, y, z, w)
    truth = [row[0] == 1 for row in y]
    guess = [row[0] >= threshold for row in z]
    if metric == "accuracy":
        return over(sum(wi for a, b, wi in zip(truth, guess, w) if a == b), sum(w))
    return balanced(truth, guess, w) if metric == "balanced_accuracy" else of_label(metric, truth, guess, w)


def classes(metric, y, z, w):
    truth = [int(row[0]) for row in y]
    guess = [row.index(max(row)) for row in z]
    if metric == "accuracy":
        return over(sum(wi for a, b, wi in zip(truth, guess, w) if a == b), sum(w))
    if metric == "balanced_accuracy":
        return balanced(truth, guess, w)
    known = {a for a, wi in zip(truth, w) if wi > 0} | {b for b, wi in zip(guess, w) if wi > 0}
    return mean(
        of_label(metric, [a == k for a in truth], [b == k for b in guess], w) for k in sorted(known)
    )


def labels(metric, threshold, y, z, w):
    guess = [[int(p >= threshold) for p in row] for row in z]
    if metric == "accuracy":
        return over(sum(wi for a, b, wi in zip(y, guess, w) if a == b), sum(w))
    return mean(
        of_label(metric, [r[k] == 1 for r in y], [r[k] == 1 for r in guess], w) for k in range(len(y[0]))
    )


def value(case):
    kind, metric, threshold, y, z, w = case
    y = [[Fraction(x) for x in row] for row in y]
    z = [[Fraction(x) for x in row] for row in z]
    w = [Fraction(x) for x in w]
    if kind == "regression":
        return regression(metric, y, z, w)
    if kind == "binary":
        return binary(metric, Fraction(threshold), y, z, w)
    if kind == "classes":
        return classes(metric, y, z, w)
    return labels(metric, Fraction(threshold), y, z, w)


REGRESSION = ("rmse", "mae", "r2")
LABELS = ("accuracy", "f1", "precision", "recall")
CLASSES = ("accuracy", "balanced_accuracy", "f1", "precision", "recall")
BINARY = CLASSES + ("roc_auc", "average_precision")


def weights(random, rows, style):
    if style == 0:
        return [1.0] * rows
    if style == 1:
        return [float(random.below(4)) for _ in range(rows)]
    return [(1 + random.below(1000)) / 256 for _ in range(rows)]


def cases():
    random = Random(20261121)
    for number in range(24):
        rows = 1 + random.below(14)
        columns = 1 + number % 2 * random.below(3)
        shift = (0.0, 1e9, -1e6)[number % 3]
        y = [[shift + random.below(9) / 8 for _ in range(columns)] for _ in range(rows)]
        if number % 8 == 7:
            y = [y[0]] * rows
        z = [[t + (random.below(9) - 4) / 16 for t in row] for row in y]
        w = weights(random, rows, number // 2 % 3)
        for metric in REGRESSION:
            yield "regression", metric, 0.5, y, z, w
    for number in range(60):
        rows = 1 + random.below(30)
        steps = (4, 16, 1024)[number % 3]
        one_in = (2, 2, 5, 30)[number % 4]
        y = [[float(random.below(one_in) == 0)] for _ in range(rows)]
        z = [[random.below(steps + 1) / steps] for _ in range(rows)]
        w = weights(random, rows, number // 3 % 3)
        for metric in BINARY:
            yield "binary", metric, (0.5, 0.25, 0.875)[number // 2 % 3], y, z, w
    for number in range(30):
        rows = 1 + random.below(25)
        count = 2 + random.below(5)
        y = [[float(random.below(count))] for _ in range(rows)]
        z = [[random.below(4 + number) / 8 for _ in range(count)] for _ in range(rows)]
        w = weights(random, rows, number % 3)
        for metric in CLASSES:
            yield "classes", metric, 0.5, y, z, w
    for number in range(30):
        rows = 1 + random.below(20)
        count = 1 + random.below(4)
        y = [[float(random.below(2)) for _ in range(count)] for _ in range(rows)]
        z = [[random.below(17) / 16 for _ in range(count)] for _ in range(rows)]
        w = weights(random, rows, number % 3)
        for metric in LABELS:
            yield "labels", metric, (0.5, 0.3)[number % 2], y, z, w


def text(x):
    if x is UNDEFINED:
        return "NaN"
    if isinstance(x, str):
        return x
    with localcontext() as context:
        context.prec = DIGITS
        return str(Decimal(x.numerator) / Decimal(x.denominator))


def table(rows):
    return ";".join(",".join(repr(x) for x in row) for row in rows)


def write(folder):
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        "# Metrics by their definitions in rational numbers; written by reference/metrics.py.",
        "kind\tmetric\tthreshold\ttargets\tpredictions\tweights\tvalue",
    ]
    for case in cases():
        kind, metric, threshold, y, z, w = case
        fields = [kind, metric, repr(threshold), table(y), table(z), ",".join(map(repr, w))]
        lines.append("\t".join(fields + [text(value(case))]))
    (folder / "metrics.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def by_scikit_learn(case):
    import numpy
    from sklearn import metrics

    kind, metric, threshold, y, z, w = case
    y, z = numpy.array(y), numpy.array(z)
    if kind == "regression":
        if metric == "rmse":
            return metrics.mean_squared_error(y, z, sample_weight=w, squared=False)
        if metric == "mae":
            return metrics.mean_absolute_error(y, z, sample_weight=w)
        return metrics.r2_score(y, z, sample_weight=w, force_finite=False)
    if metric == "roc_auc":
        return metrics.roc_auc_score(y[:, 0], z[:, 0], sample_weight=w)
    if metric == "average_precision":
        return metrics.average_precision_score(y[:, 0], z[:, 0], sample_weight=w)
    if kind == "classes":
        truth, guess, average = y[:, 0].astype(int), z.argmax(axis=1), "macro"
    elif kind == "labels":
        truth, guess, average = y.astype(int), (z >= threshold).astype(int), "macro"
    else:
        truth, guess, average = y[:, 0].astype(int), (z[:, 0] >= threshold).astype(int), "binary"
    if metric == "accuracy":
        return metrics.accuracy_score(truth, guess, sample_weight=w)
    if metric == "balanced_accuracy":
        return metrics.balanced_accuracy_score(truth, guess, sample_weight=w)
    function = getattr(metrics, metric + "_score")
    if kind == "labels" and truth.shape[1] == 1:
        truth, guess, average = truth[:, 0], guess[:, 0], "binary"
    return function(truth, guess, average=average, sample_weight=w)


def compare():
    import warnings

    warnings.simplefilter("ignore")
    equal = undefined = different = 0
    for case in cases():
        ours = value(case)
        if ours is UNDEFINED:
            undefined += 1
            continue
        try:
            theirs = float(by_scikit_learn(case))
        except ValueError as error:
            theirs = str(error)
        if isinstance(theirs, float) and (
            theirs == float(ours) or abs(theirs - float(ours)) <= 1e-9 * max(1, abs(theirs))
        ):
            equal += 1
        else:
            different += 1
            print("different:", case, text(ours), theirs)
    print(f"{equal} equal, {undefined} undefined here, {different} different")


if __name__ == "__main__":
    if sys.argv[1:] == ["--scikit-learn"]:
        compare()
    else:
        write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
