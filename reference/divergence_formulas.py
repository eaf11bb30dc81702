"""Divergences between a target distribution t and a model q, derived by hand.

Where q is given as probabilities these are free variables. KL of logits is distillation at T = 1.
"""

from mpmath import mp, mpf

from loss_formulas import distribution, exp, log, minus, over, times
from softmax_formulas import Softmax, at_any_scale, entropy_terms


def kl_of_probabilities(targets, predictions):
    t = distribution(targets, len(predictions))
    value = mp.fsum(times(u, log(u) - log(q)) for u, q in zip(t, predictions))
    ratios = [over(u, q) for u, q in zip(t, predictions)]
    return value, [-r for r in ratios], [over(r, q) for r, q in zip(ratios, predictions)]


def kl_of_log_probabilities(targets, predictions):
    t = distribution(targets, len(predictions))
    value = entropy_terms(t) - mp.fsum(times(u, l) for u, l in zip(t, predictions))
    return value, [-u for u in t], [mpf(0)] * len(t)


class Middle:
    """What the terms of JS(t, q) = 1/2 sum t ln(t/m) + q ln(q/m), m = (t + q)/2, are made of.

    With d = q - t: ln(t/m) = -log1p(d/2t) and ln(q/m) = -log1p(-d/2q). slope is the derivative by
    q, 1/2 ln(q/m), which is 1/2 ln 2 wherever t = 0; share is t/(t + q).
    """

    def __init__(self, t, q, d):
        up = mp.ninf if q == 0 and t > 0 else mp.ln2 if t == 0 else -mp.log1p(-d / (2 * q))
        down = mpf(0) if t == 0 else -mp.log1p(d / (2 * t))
        self.value = (times(t, down) + times(q, up)) / 2
        self.slope = up / 2
        self.share = over(t, t + q)


def js_of_probabilities(targets, predictions):
    """The second derivative by q is 1/2 t/(q (t + q))."""
    t = distribution(targets, len(predictions))
    parts = [Middle(u, q, mp.fsub(q, u, exact=True)) for u, q in zip(t, predictions)]
    bends = [over(m.share, q) / 2 for m, q in zip(parts, predictions)]
    return mp.fsum(m.value for m in parts), [m.slope for m in parts], bends


def minus_one(l):
    """e^l - 1 for l <= 0"""
    return mp.expm1(l) if l > -1 else exp(l) - 1


def js_of_log_probabilities(targets, predictions):
    """q' = q, so the derivative is q s and the second q (s + share/2)."""
    t = distribution(targets, len(predictions))
    q = [exp(l) for l in predictions]
    parts = []
    for u, p, l in zip(t, q, predictions):
        parts.append(Middle(u, p, minus_one(l) if u == 1 else minus(p, u)))
    gradient = [times(p, m.slope) for p, m in zip(q, parts)]
    bends = [times(p, m.slope + m.share / 2) for p, m in zip(q, parts)]
    return mp.fsum(m.value for m in parts), gradient, bends


@at_any_scale
def js_of_logits(targets, predictions):
    """With S the mean of the slopes under q, the derivative is q_j (s_j - S).

    dq_k/dz_j = q_k ([j = k] - q_j), and the second derivatives are (1 - 2 q_j) times
    q_j (1 - q_j) for k = j and -q_k q_j for the others.
    """
    columns = range(len(predictions))
    t = distribution(targets, len(predictions))
    s = Softmax(predictions)
    parts = []
    for u, q, rest in zip(t, s.p, s.q):
        parts.append(Middle(u, q, -rest if u == 1 else minus(q, u)))
    gradient, curvature = [], []
    for j in columns:
        if s.p[j] == 0:
            gradient.append(mpf(0))
            curvature.append(mpf(0))
            continue
        # A slope of -inf belongs to q_k = 0.
        above = mp.fsum(times(s.p[k], parts[j].slope - parts[k].slope) for k in columns)
        pull = s.p[j] * above
        gradient.append(pull)
        own = s.p[j] * s.q[j] ** 2 * parts[j].share
        rest = mp.fsum(s.p[k] * parts[k].share for k in columns if k != j)
        curvature.append((s.q[j] - s.p[j]) * pull + (own + s.p[j] ** 2 * rest) / 2)
    return mp.fsum(m.value for m in parts), gradient, curvature


def js_textbook(t, q):
    m = [(u + p) / 2 for u, p in zip(t, q)]
    first = mp.fsum(times(u, log(u) - log(c)) for u, c in zip(t, m))
    return (first + mp.fsum(times(p, log(p) - log(c)) for p, c in zip(q, m))) / 2


def kl_textbook(t, q):
    return mp.fsum(times(u, log(u) - log(p)) for u, p in zip(t, q))


def exp_minus_line(s):
    """e^s - 1 - s"""
    if abs(s) < mpf(10) ** -20:
        return s * s * (mpf(1) / 2 + s / 6 + s * s / 24 + s**3 / 120)
    with mp.extradps(60):
        return mp.expm1(s) - s if abs(s) < 1 else exp(s) - 1 - s


def gaussian_kl(targets, predictions):
    """1/2 sum mu^2 + e^s - 1 - s, the first half of the columns being mu, the second s."""
    dimensions = len(predictions) // 2
    means, logs = predictions[:dimensions], predictions[dimensions:]
    value = mp.fsum(m * m for m in means) + mp.fsum(map(exp_minus_line, logs))
    slopes = [mp.expm1(s) if abs(s) < 1 else exp(s) - 1 for s in logs]
    gradient = means + [slope / 2 for slope in slopes]
    return value / 2, gradient, [mpf(1)] * dimensions + [exp(s) / 2 for s in logs]


def gaussian_kl_textbook(targets, predictions):
    """The expectation of ln N(mu, sigma^2) - ln N(0, 1), by its moments."""
    dimensions = len(predictions) // 2
    value = mpf(0)
    for m, s in zip(predictions[:dimensions], predictions[dimensions:]):
        variance = mp.exp(s)
        value += -mp.log(mp.sqrt(variance)) - mpf(1) / 2 + (variance + m * m) / 2
    return value
