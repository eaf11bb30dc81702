"""Writes the reference tables of the losses: python3 losses.py [folder]."""

import random
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import count_tables
import divergence_tables
import embedding_tables
import generative_tables
import likelihood_tables
import loss_formulas as formulas
import loss_points as points
import margin_tables
import multiclass_tables
import ordinal_tables
import regression_tables
import transport_tables
from loss_tables import (
    NON_NEGATIVE,
    NON_POSITIVE,
    UNIT,
    Spec,
    grid,
    hinge_region,
    huber_region,
    pairs,
    sign_of_residual,
    text,
    write_table,
)

COMMITTED = "surprisal-core/src/test/resources/reference/losses"


def squared_error():
    return pairs(Spec("squared_error", formulas.squared_error), points.regression())


def half_squared_error():
    return pairs(Spec("half_squared_error", formulas.half_squared_error), points.regression())


def absolute_error():
    spec = Spec("absolute_error", formulas.absolute_error, region=sign_of_residual)
    return pairs(spec, points.regression())


def huber():
    for delta in (None, "0.5", "1.345", "1e-3", "1e154", "inf"):
        size = float(delta or 1)
        formula = formulas.huber(size)
        textbook = formulas.huber_textbook(size)
        spec = Spec(
            text("huber", delta=delta), formula, region=huber_region(size), textbook=textbook
        )
        borders = [] if delta == "inf" else points.around_size(size)
        yield from pairs(spec, borders + points.regression())


def log_cosh():
    def textbook(targets, predictions):
        return formulas.mp.log(formulas.mp.cosh(predictions[0] - targets[0]))

    return pairs(Spec("log_cosh", formulas.log_cosh, textbook=textbook), points.regression())


def quantile():
    for tau in (None, "0.1", "0.9", "0.999", "1e-9"):
        formula = formulas.quantile(float(tau or 0.5))
        spec = Spec(text("quantile", tau=tau), formula, region=sign_of_residual)
        yield from pairs(spec, points.regression())


def poisson():
    for full in (None, "true"):
        formula = formulas.poisson("log", full is not None)
        textbook = formulas.poisson_textbook if full else None
        name = text("poisson", full=full)
        spec = Spec(name, formula, targets=NON_NEGATIVE, textbook=textbook)
        yield from pairs(spec, points.counts_and_logs())
        formula = formulas.poisson("mean", full is not None)
        name = text("poisson", link="mean", full=full)
        spec = Spec(name, formula, targets=NON_NEGATIVE, predictions=NON_NEGATIVE)
        yield from pairs(spec, points.counts_and_means())


def binary(name, formula, textbook=None):
    return Spec(name, formula, targets=UNIT, fixed_targets=(0.0, 1.0), textbook=textbook)


def binary_cross_entropy():
    name = "binary_cross_entropy"
    all_targets = points.LABELS + points.SOFT
    for weight in (None, "3", "0.25"):
        value = float(weight or 1)
        textbook = formulas.binary_cross_entropy_textbook(value)
        label = text(name, positive_weight=weight)
        spec = binary(label, formulas.binary_cross_entropy(value), textbook)
        if weight is None:
            rows = grid(all_targets, points.LOGITS)
            # Next to the minimum of a soft target, where the gradient cancels.
            rows += [(0.3, -0.8472978603872037), (0.95, 2.9444389791664403), (0.1, -2.2)]
        else:
            rows = grid(points.LABELS + [0.3, 0.95], points.FEW_LOGITS)
        yield from pairs(spec, rows)
    for weight in (None, "3"):
        formula = formulas.binary_cross_entropy_of_probabilities(float(weight or 1))
        label = text(name, positive_weight=weight, **{"from": "probabilities"})
        spec = binary(label, formula)._replace(predictions=UNIT)
        targets = all_targets if weight is None else [0.0, 1.0, 0.3]
        yield from pairs(spec, grid(targets, points.PROBABILITIES))


def log_loss():
    formula = formulas.binary_cross_entropy_of_probabilities()
    spec = binary("log_loss", formula)._replace(predictions=UNIT)
    yield from pairs(spec, grid(points.LABELS + points.SOFT, points.PROBABILITIES))
    spec = binary("log_loss", formulas.cross_entropy_of_probabilities())
    spec = spec._replace(predictions=UNIT)
    for targets, row in points.with_targets(points.class_probabilities()):
        yield spec, targets, row


def brier():
    spec = binary("brier", formulas.brier)._replace(predictions=UNIT)
    yield from pairs(spec, grid(points.LABELS + points.SOFT, points.PROBABILITIES))
    # Beside the target, where p² − 2py + y² loses every digit.
    yield from pairs(spec, [(1.0, 1 - 1e-9), (0.3, 0.3 + 1e-12), (0.5, 0.5 - 1e-15), (0.0, 1e-9)])
    for targets, row in points.with_targets(points.class_probabilities()):
        yield spec, targets, row
    yield from brier_of_logits()


def brier_of_logits():
    spec = binary("brier(from=logits)", formulas.brier_of_logit)
    yield from pairs(spec, grid(points.LABELS + [0.3, 0.95], points.FEW_LOGITS[:-4]))
    spec = binary("brier(from=logits)", formulas.brier_of_logits)
    generator = random.Random(7)
    rows = [[8 * generator.random() - 4 for _ in range(columns)] for columns in (2, 3, 3, 10)]
    rows += [[15.0, 0.0, 1.0], [40.0, 0.0, -3.0], [0.5, 0.75], [-370.0, 0.0], [3.0, 2.0, -700.0]]
    for targets, row in points.with_targets(rows):
        if len(targets) == 1:
            yield spec, targets, row


def focal():
    for gamma in ("0", "0.5", "1", None, "5"):
        for alpha in (None, "0.25"):
            values = float(gamma or 2), None if alpha is None else float(alpha)
            name = text("focal", gamma=gamma, alpha=alpha)
            spec = binary(name, formulas.focal(*values), formulas.focal_textbook(*values))
            rows = grid(points.LABELS + [0.3], points.FEW_LOGITS)
            if gamma is None:
                rows += grid(points.LABELS, points.LOGITS)
                rows += grid([0.5, 0.95, points.BELOW_ONE, 1e-300], points.FEW_LOGITS[::2])
            yield from pairs(spec, rows)


def hinge():
    for margin in (None, "0.5", "2"):
        value = float(margin or 1)
        spec = Spec(
            text("hinge", margin=margin),
            formulas.hinge(value),
            fixed_targets=(1.0, -1.0),
            region=hinge_region(value),
        )
        yield from pairs(spec, points.margins(value))


def cross_entropy():
    for smoothing, over in ((None, None), ("0.1", None), ("0.1", "others")):
        values = {"smoothing": float(smoothing or 0), "over_others": over is not None}
        parameters = {"label_smoothing": smoothing, "smooth_over": over}
        textbook = formulas.cross_entropy_textbook(**values)
        formula = formulas.cross_entropy(**values)
        spec = binary(text("cross_entropy", **parameters), formula, textbook)
        rows = points.few_classes() + points.ten_classes()
        for targets, row in points.with_targets(rows):
            yield spec, targets, row
        spread, confident = points.hundred_classes()
        yield spec, [57], confident
        yield spec, [3], spread
        if smoothing is None:
            yield spec, [98], confident
            yield spec, [0.01] * 100, spread
        # Smoothing acts on the targets alone, so a third of the rows shows it.
        step = 1 if smoothing is None else 3
        formula = formulas.cross_entropy_of_probabilities(**values)
        name = text("cross_entropy", **parameters, **{"from": "probabilities"})
        spec = binary(name, formula)._replace(predictions=UNIT)
        for targets, row in points.with_targets(points.class_probabilities()[::step]):
            yield spec, targets, row
        formula = formulas.cross_entropy_of_log_probabilities(**values)
        name = text("cross_entropy", **parameters, **{"from": "log_probabilities"})
        spec = binary(name, formula)._replace(predictions=NON_POSITIVE)
        for targets, row in points.with_targets(points.class_log_probabilities()[::step]):
            yield spec, targets, row


TABLES = [
    squared_error,
    half_squared_error,
    absolute_error,
    huber,
    log_cosh,
    quantile,
    poisson,
    binary_cross_entropy,
    log_loss,
    brier,
    focal,
    hinge,
    cross_entropy,
    *regression_tables.TABLES,
    *count_tables.TABLES,
    *margin_tables.TABLES,
    *likelihood_tables.TABLES,
    *embedding_tables.TABLES,
    *generative_tables.TABLES,
    *multiclass_tables.TABLES,
    *ordinal_tables.TABLES,
    *divergence_tables.TABLES,
    *transport_tables.TABLES,
]


def main():
    committed = Path(__file__).resolve().parent.parent / COMMITTED
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else committed
    folder.mkdir(parents=True, exist_ok=True)
    formulas.check_log_factorial()
    for table in TABLES:
        write_table(folder, table.__name__, table())


if __name__ == "__main__":
    main()
