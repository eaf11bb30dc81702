"""What the tables of the losses share: the form of a file, slack, and checks of the formulas."""

import math
from fractions import Fraction
from typing import Callable, NamedTuple, Optional

from mpmath import mp, mpf

WORKING_DIGITS = 70
PRINTED_DIGITS = 40
SLACK_DIGITS = 4
INFINITY = math.inf

# Java's BigDecimal reads no exponent past 2^31, and nothing beyond this can matter to a double.
LARGEST = mpf(10) ** 9999
SMALLEST = 1 / LARGEST

ANY = (-INFINITY, INFINITY)
NON_NEGATIVE = (0.0, INFINITY)
UNIT = (0.0, 1.0)
NON_POSITIVE = (-INFINITY, 0.0)

COLUMNS = ["spec", "targets", "predictions", "value", "value_slack"]
COLUMNS += ["gradient", "gradient_slack", "curvature", "curvature_slack"]


class Spec(NamedTuple):
    """A loss with its parameters.

    formula(targets, predictions) gives (value, gradients, curvatures) of one row in mpf; a class
    index is an int, every other number an mpf. textbook, where there is one, is the same value by
    the formula as first written down. region tells the pieces between kinks apart; it gives
    (piece, at_kink, crossable), crossable where the rounded residual may lie in another piece
    than the exact one.

    targets and predictions are their domains, the latter a list where they differ by column.

    columns is the number of predictions per row where the formula is that of a batch of rows. The
    derivatives by every prediction are compared with numeric ones up to check_columns predictions.

    A loss without curvature, or without gradient too, gives an empty list of them. nearby gives
    more outputs than those of moved inputs that count in the slack, for an iteration that stops.
    """

    text: str
    formula: Callable
    targets: tuple = ANY
    predictions: tuple = ANY
    fixed_targets: tuple = ()
    region: Optional[Callable] = None
    textbook: Optional[Callable] = None
    columns: Optional[int] = None
    check_columns: int = 3
    nearby: Optional[Callable] = None


def text(name, **parameters):
    """A spec with the parameters that are not None."""
    given = [f"{key}={value}" for key, value in parameters.items() if value is not None]
    return f"{name}({', '.join(given)})" if given else name


def pairs(spec, rows):
    """Rows of one target and one prediction."""
    return [(spec, [y], [z]) for y, z in rows]


def grid(targets, predictions):
    return [(y, z) for y in targets for z in predictions]


def to_mpf(numbers):
    return [x if isinstance(x, int) else mpf(x) for x in numbers]


def outputs(spec, targets, predictions):
    value, gradient, curvature = spec.formula(to_mpf(targets), to_mpf(predictions))
    return [value, *gradient, *curvature]


def neighbours(x, domain):
    """The doubles next to x that are finite and within the domain."""
    if isinstance(x, int) or math.isinf(x):
        return []
    both = [math.nextafter(x, -INFINITY), math.nextafter(x, INFINITY)]
    return [n for n in both if domain[0] <= n <= domain[1] and not math.isinf(n)]


def domain_of(spec, column):
    domains = spec.predictions
    return domains[column] if isinstance(domains, list) else domains


def moved_rows(spec, targets, predictions):
    """Every row in which one input is moved by one ulp."""
    for i, y in enumerate(targets):
        if y not in spec.fixed_targets:
            for n in neighbours(y, spec.targets):
                yield targets[:i] + [n] + targets[i + 1 :], predictions
    for i, z in enumerate(predictions):
        for n in neighbours(z, domain_of(spec, i)):
            yield targets, predictions[:i] + [n] + predictions[i + 1 :]


def outputs_nearby(spec, targets, predictions):
    """The outputs where one input moves by one ulp, and others that a loss may stop at."""
    piece, _, crossable = spec.region(targets, predictions) if spec.region else (None, None, True)
    for moved in moved_rows(spec, targets, predictions):
        if crossable or spec.region(*moved)[0] == piece:
            yield outputs(spec, *moved)
    if spec.nearby is not None:
        yield from spec.nearby(to_mpf(targets), to_mpf(predictions))


def slack(spec, targets, predictions, truth):
    """The largest change of each output by a move of one input; infinities do not count."""
    largest = [mpf(0)] * len(truth)
    noise = mpf(10) ** (15 - WORKING_DIGITS)
    for moved in outputs_nearby(spec, targets, predictions):
        for i, other in enumerate(moved):
            if mp.isfinite(other) and mp.isfinite(truth[i]):
                change = abs(other - truth[i])
                if change > noise * abs(truth[i]) and change > largest[i]:
                    largest[i] = change
    return largest


def is_moderate(numbers):
    return all(isinstance(x, int) or x == 0 or 1e-3 < abs(x) < 60 for x in numbers)


def check(spec, targets, predictions, truth):
    """The derivatives against numeric ones, and the value against the textbook's formula."""
    if len(predictions) > spec.check_columns or not is_moderate(targets + predictions):
        return
    if any(z in domain_of(spec, i) for i, z in enumerate(predictions)):
        return
    if spec.textbook is not None:
        with mp.workdps(3 * WORKING_DIGITS):
            value = spec.textbook(to_mpf(targets), to_mpf(predictions))
        require_close(spec, predictions, "value", truth[0], value)
    if spec.region is not None and spec.region(targets, predictions)[1]:
        return
    columns = len(predictions)
    for i in range(columns if len(truth) > 1 else 0):

        def at(x, output, i=i):
            row = to_mpf(predictions)
            row[i] = x
            value, gradient, _ = spec.formula(to_mpf(targets), row)
            return value if output == 0 else gradient[i]

        z = mpf(predictions[i])
        first = mp.diff(lambda x: at(x, 0), z)
        require_close(spec, predictions, "gradient", truth[1 + i], first)
        if len(truth) > 1 + columns:
            second = mp.diff(lambda x: at(x, 1), z)
            require_close(spec, predictions, "curvature", truth[1 + columns + i], second)


def require_close(spec, predictions, what, got, expected):
    if not abs(got - expected) <= mpf(10) ** -35 * max(1, abs(expected)):
        raise AssertionError(f"{spec.text} at {predictions}: {what} {got}, check {expected}")


def input_text(x):
    if isinstance(x, int):
        return str(x)
    return number_text(mpf(x), 0) if math.isinf(x) else repr(x)


def number_text(x, digits):
    if mp.isnan(x):
        raise AssertionError("an output is undefined")
    if abs(x) >= LARGEST:
        return "Infinity" if x > 0 else "-Infinity"
    return "0" if abs(x) <= SMALLEST else mp.nstr(x, digits)


def slack_text(x):
    """Rounded up, so that what moves as far as the slack is not refused."""
    shown = number_text(x, SLACK_DIGITS)
    if x < LARGEST and mpf(shown) < x:
        return number_text(x * mpf("1.001"), SLACK_DIGITS)
    return shown


def joined(numbers):
    return ",".join(number_text(x, PRINTED_DIGITS) for x in numbers)


def line(spec, targets, predictions):
    truth = outputs(spec, targets, predictions)
    check(spec, targets, predictions, truth)
    slacks = slack(spec, targets, predictions, truth)
    fields = [spec.text]
    fields += [",".join(map(input_text, row)) for row in (targets, predictions)]
    columns = len(predictions)
    for part in (slice(0, 1), slice(1, 1 + columns), slice(1 + columns, None)):
        fields += [joined(truth[part]), ",".join(map(slack_text, slacks[part]))]
    if spec.columns is not None:
        fields.append(str(spec.columns))
    return "\t".join(fields)


def write_table(folder, name, rows):
    """Writes the rows, (spec, targets, predictions) each, and drops repeated ones."""
    mp.dps = WORKING_DIGITS
    rows = list(rows)
    batches = any(spec.columns is not None for spec, _, _ in rows)
    lines = [
        f"# origin: reference/losses.py, by mpmath with {WORKING_DIGITS} digits or more",
        f"# outputs: {PRINTED_DIGITS} significant digits; beyond 1e9999 infinite, below 1e-9999 0",
        "# slack: largest change of the true output when one input moves by one ulp",
        "# tolerance: |got - truth| <= max(1e-12 |truth|, 4.9e-324, slack),"
        " a truth beyond the largest double being the infinity",
        "# see reference/README.md",
        "\t".join(COLUMNS + ["columns"] if batches else COLUMNS),
    ]
    lines += dict.fromkeys(line(*row) for row in rows)
    with open(folder / f"{name}.tsv", "w", encoding="ascii", newline="\n") as file:
        file.write("\n".join(lines) + "\n")


def sign_of_residual(targets, predictions):
    """The region of a kink at r = 0: a rounded difference has the sign of the exact one."""
    residual = Fraction(predictions[0]) - Fraction(targets[0])
    return (residual > 0) - (residual < 0), residual == 0, False


def huber_region(delta):
    def region(targets, predictions):
        residual = abs(Fraction(predictions[0]) - Fraction(targets[0]))
        if math.isinf(delta):
            return 0, False, False
        rounded = Fraction(float(residual)) != residual
        difference = residual - Fraction(delta)
        return (difference > 0) - (difference < 0), difference == 0, rounded

    return region


def hinge_region(margin):
    def region(targets, predictions):
        score = targets[0] * predictions[0]
        if math.isinf(score):
            return score < 0, False, False
        difference = Fraction(margin) - Fraction(score)
        return (difference > 0) - (difference < 0), difference == 0, False

    return region
