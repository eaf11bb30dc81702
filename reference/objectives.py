"""Reference values of org.surprisal.objective: penalties, distillation, uncertainty weights, weights
of classes; by mpmath, from their textbook formulas at 700 digits.

Writes surprisal-core/src/test/resources/reference/objectives/<table>.tsv: header lines that start with
#, a line of names, then one line a point, separated by tabs; lists by commas. Inputs are doubles in
their shortest form, outputs have 40 digits. A slack is the largest change of the truth when one input
moves to a neighbouring double.

Usage: python3 objectives.py [folder]
"""

import itertools
import math
import random
import sys
from pathlib import Path

from mpmath import exp, fsum, inf, log, mp, mpf, nstr, sqrt

DIGITS = 40
FOLDER = (
    Path(__file__).resolve().parent.parent
    / "surprisal-core/src/test/resources/reference/objectives"
)
HUGE = mpf(10) ** 9999

mp.dps = 700


def text(x):
    if isinstance(x, (list, tuple)):
        return ",".join(text(each) for each in x)
    if isinstance(x, (str, int)):
        return str(x)
    if isinstance(x, float):
        return repr(x)
    if abs(x) >= HUGE:
        return "Infinity" if x > 0 else "-Infinity"
    return "0" if abs(x) <= 1 / HUGE else nstr(x, DIGITS, min_fixed=0, max_fixed=0)


def neighbours(x):
    if math.isinf(x):
        return []
    return [y for y in (math.nextafter(x, -math.inf), math.nextafter(x, math.inf)) if math.isfinite(y)]


def slack_of(function, inputs):
    """The largest change of each output by a step of one input; outputs are lists."""
    truth = function(inputs)
    slack = [mpf(0)] * len(truth)
    for i, x in enumerate(inputs):
        for moved in neighbours(x):
            other = function(inputs[:i] + [moved] + inputs[i + 1 :])
            for j, (a, b) in enumerate(zip(truth, other)):
                if abs(a) < HUGE and abs(b) < HUGE:
                    slack[j] = max(slack[j], abs(a - b))
    return slack


def sign(x):
    return (x > 0) - (x < 0)


# Penalties: λ(ρ Σ|θ| + (1 − ρ) ½ Σ θ²), and groups λ Σ √|g| ‖θ_g‖.


def elastic(weight, ratio, theta, step):
    l, r, t, th = mpf(weight), mpf(ratio), mpf(step), [mpf(x) for x in theta]
    value = l * (r * fsum(abs(x) for x in th) + (1 - r) * fsum(x * x for x in th) / 2)
    gradient = [l * (r * sign(x) + (1 - r) * x) for x in th]
    curvature = [l * (1 - r)] * len(th)
    proximal = [sign(x) * max(abs(x) - t * l * r, 0) / (1 + t * l * (1 - r)) for x in th]
    return value, gradient, curvature, proximal


def groups(weight, sizes, theta, step):
    l, t, rest = mpf(weight), mpf(step), [mpf(x) for x in theta]
    value, gradient, curvature, proximal = mpf(0), [], [], []
    for size in sizes:
        g, rest = rest[:size], rest[size:]
        norm, root = sqrt(fsum(x * x for x in g)), sqrt(mpf(size))
        value += l * root * norm
        for i, x in enumerate(g):
            others = fsum(y * y for j, y in enumerate(g) if j != i)
            gradient.append(l * root * x / norm if norm else mpf(0))
            curvature.append(l * root * others / norm**3 if norm else mpf(0))
            proximal.append(x * max(0, 1 - t * l * root / norm) if norm else mpf(0))
    return value, gradient, curvature, proximal


def thetas():
    yield [0.0, 0.0, 0.0]
    yield [1.0, -2.0, 0.5]
    yield [0.1, -0.3, 1e-9]
    yield [1e-300, -2e-300, 3e-310]
    yield [1e200, -3e200, 1e150]
    yield [8e307, 7e307, -8e307]
    yield [5e-324, 0.0, -1.0]
    yield [1e10, 1e-10, -1e-10]
    draw = random.Random(1)
    for _ in range(10):
        yield [draw.uniform(-1, 1) * 10.0 ** draw.randint(-6, 6) for _ in range(3)]


def penalties():
    yield ["ratio_or_sizes", "lambda", "theta", "step", "value", "gradient", "curvature", "proximal"]
    for theta, weight in itertools.product(thetas(), [0.0, 0.1, 3.0, 1e-200, 1e-308]):
        for ratio in (0.0, 1.0, 0.3):
            yield [ratio, weight, theta, 0.7, *elastic(weight, ratio, theta, 0.7)]
        for sizes in ([1, 1, 1], [3], [1, 2]):
            sized = "sizes:" + ",".join(str(size) for size in sizes)
            yield [sized, weight, theta, 0.7, *groups(weight, sizes, theta, 0.7)]


# Distillation: α T² Σ p ln(p/q) − (1 − α) ln softmax(z)_y.


def softmax(z):
    top = max(z)
    powers = [exp(x - top) if x > -inf else mpf(0) for x in z]
    total = fsum(powers)
    return [x / total for x in powers]


def log_softmax(z):
    top = max(z)
    total = log(fsum(exp(x - top) for x in z if x > -inf))
    return [x - top - total for x in z]


def distillation(temperature, alpha, label, columns):
    def function(inputs):
        t, a = mpf(temperature), mpf(alpha)
        z = [mpf(x) for x in inputs[:columns]]
        teacher = [mpf(x) for x in inputs[columns:]]
        soft, own = [x / t for x in z], [x / t for x in teacher]
        p, q = softmax(own), softmax(soft)
        log_p, log_q = log_softmax(own), log_softmax(soft)
        divergence = mpf(0)
        for k in range(columns):
            if teacher[k] > -inf:
                divergence = inf if log_q[k] == -inf else divergence + p[k] * (log_p[k] - log_q[k])
        hard = -log_softmax(z)[label]
        value = (a * t * t * divergence if a else 0) + ((1 - a) * hard if a != 1 else 0)
        s = softmax(z)
        gradient = [
            a * t * (q[k] - p[k]) + (1 - a) * (s[k] - (1 if k == label else 0)) for k in range(columns)
        ]
        return [value, *gradient]

    return function


def pairs_of_logits():
    yield [1.0, 2.0, 3.0], [3.0, 1.0, 0.5]
    yield [1.0, 2.0, 3.0], [1.0, 2.0, 3.0]
    yield [1e-9, 0.0, 0.0], [0.0, 0.0, 0.0]
    yield [1e-160, 0.0], [0.0, 0.0]
    yield [1.0, 1.0 + 2.0**-52], [1.0, 1.0]
    yield [0.0, 1e-9, -60.0], [0.0, 0.0, -64.0]
    yield [0.0, 1e-9, -64.0], [0.0, 0.0, -60.0]
    yield [1000.0, 0.0, -1000.0], [1000.0, 1.0, -1000.0]
    yield [-1000.0, 1000.0], [1000.0, -1000.0]
    yield [90.5, -15.2], [292.2, -5.7e307]
    yield [1e16, 1e16 + 2.0, 1e16 + 6.0], [0.3, 0.1, 7.0]
    yield [1e300, 0.0, -1e300], [1e300, 2e299, 0.0]
    yield [8e307, -8e307], [-8e307, 8e307]
    yield [1e6, 1e6 + 1.0], [1e6, 1e6 + 3.0]
    yield [-math.inf, 0.0, 1.0], [-math.inf, 1.0, 0.0]
    yield [1.0, 1e-9, -math.inf, 0.0], [1.0, 0.0, -math.inf, 0.0]
    yield [2.0, 0.0, 1.0], [-math.inf, 1.0, 0.0]
    yield [-1e300, 0.0], [-800.0, 0.0]
    yield [40.0, 0.0], [41.0, 0.0]
    yield [700.0, 0.0], [705.0, 0.0]
    yield [0.0, 30.0, 1.0, -3.0, 2.0], [20.0, 30.0, 1.5, -3.0, 2.0]
    draw = random.Random(2)
    for columns in (2, 3, 10):
        for size in (1e-3, 1.0, 30.0):
            teacher = [draw.gauss(0, 3) for _ in range(columns)]
            yield [x + size * draw.gauss(0, 1) for x in teacher], teacher


def distillations():
    yield [
        *["temperature", "alpha", "label", "student", "teacher"],
        *["value", "value_slack", "gradient", "gradient_slack"],
    ]
    settings = [(1.0, 1.0), (4.0, 0.9), (0.5, 0.5), (20.0, 1.0), (2.0, 0.0), (1e20, 1.0), (1e-3, 0.25), (1e180, 1.0)]
    for student, teacher in pairs_of_logits():
        for temperature, alpha in settings:
            function = distillation(temperature, alpha, 0, len(student))
            if alpha != 1 and student[0] == -math.inf:
                continue
            truth = function(student + teacher)
            slack = slack_of(function, student + teacher)
            given = [temperature, alpha, 0, student, teacher]
            yield [*given, truth[0], slack[0], truth[1:], slack[1:]]


# Uncertainty: e^{−s} L + k s/2.


def uncertainty(inputs):
    s, loss, k = (mpf(x) for x in inputs)
    share = exp(-s) * loss
    return [share + k * s / 2, k / 2 - share, share, log(2 * loss / k) if loss else -inf]


def uncertainties():
    yield ["s", "loss", "dimensions", "truth", "slack"]
    sizes = [0.0, 1e-9, -1e-9, 0.5, -3.0, 40.0, -40.0, 600.5, -700.0, 720.0, -720.0, 1400.0, -1400.0, 1e5]
    losses = [0.0, 5e-324, 1e-300, 1e-10, 0.25, 1.0, 17.0, 1e10, 1e300]
    for s, loss, k in itertools.product(sizes, losses, [1.0, 3.0]):
        inputs = [s, loss, k]
        slack = slack_of(uncertainty, inputs) if loss else [mpf(0)] * 4
        yield [*inputs, uncertainty(inputs), slack]


# Weights of classes: n/(K n_k), and (1 − β)/(1 − β^{n_k}) scaled to sum to K.


def class_weights():
    yield ["beta", "counts", "weights"]
    counts = [[1, 1], [90, 10], [5000, 500, 50, 5], [10**9, 1], [10**15, 10**12, 7], [3]]
    for row in counts:
        total = sum(row)
        yield ["balanced", row, [mpf(total) / (len(row) * n) for n in row]]
        for beta in (0.0, 1e-300, 0.5, 0.9, 0.999, 0.9999, 1 - 1e-9, 1 - 2.0**-53):
            b = mpf(beta)
            raw = [(1 - b) / (1 - b**n) for n in row]
            yield [beta, row, [len(row) * w / fsum(raw) for w in raw]]


TABLES = {
    "penalties": penalties,
    "distillation": distillations,
    "uncertainty": uncertainties,
    "class_weights": class_weights,
}


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in TABLES.items():
        lines = [f"# Written by reference/objectives.py with mpmath at {mp.dps} digits."]
        lines += ["\t".join(text(cell) for cell in row) for row in rows()]
        (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
