"""Losses sum t_k f(ln p_k) of p = softmax(z), and others of that softmax; derived by hand.

With l = ln p_k it is dl_k/dz_j = [j = k] - p_j. Each f is given as (f, f', f'' (1 - p)^2), the
derivatives by l; f'' comes with its factor because it is infinite alone where p = 1.
"""

from mpmath import mp, mpf

from loss_formulas import (
    cross_entropy,
    distribution,
    exp,
    log,
    minus,
    over,
    sums_of_others,
    times,
)

TINY = mpf(10) ** -30
DIGITS_OF_TINY = 700


def at_any_scale(formula):
    """The formula with the digits that a tiny input takes beside a number near one."""

    def scaled(targets, predictions):
        tiny = any(0 < abs(z) < TINY for z in predictions)
        with mp.extradps(DIGITS_OF_TINY if tiny else 0):
            value, gradient, curvature = formula(targets, predictions)
        return +value, [+g for g in gradient], [+c for c in curvature]

    return scaled


class Softmax:
    """p, 1 - p and ln p of a row of logits, with the limits at infinite ones."""

    def __init__(self, logits, temperature=1):
        top = max(range(len(logits)), key=lambda k: logits[k])
        distances = [
            mpf(0) if k == top else mp.fsub(logits[top], z, exact=True) / temperature
            for k, z in enumerate(logits)
        ]
        powers = [exp(-d) for d in distances]
        total = mp.fsum(powers)
        log_total = mp.log1p(mp.fsum(e for k, e in enumerate(powers) if k != top))
        self.p = [e / total for e in powers]
        self.q = [rest / total for rest in sums_of_others(powers)]
        self.log_p = [-(d + log_total) for d in distances]


def mixture(function):
    """sum t_k f(ln p_k)."""

    def formula(targets, predictions):
        columns = range(len(predictions))
        t = distribution(targets, len(predictions))
        s = Softmax(predictions)
        parts = [function(s.p[k], s.q[k], s.log_p[k]) for k in columns]
        value = mp.fsum(times(t[k], parts[k][0]) for k in columns)
        gradient, curvature = [], []
        for j in columns:
            p, q = s.p[j], s.q[j]
            others = [k for k in columns if k != j]
            rest = mp.fsum(t[k] * parts[k][1] for k in others)
            gradient.append(minus(t[j] * parts[j][1] * q, p * rest))
            bends = [t[j] * parts[j][2]]
            bends += [t[k] * parts[k][2] * over(p, s.q[k]) ** 2 for k in others]
            slope = t[j] * parts[j][1] + rest
            curvature.append(minus(mp.fsum(bends), p * q * slope))
        return value, gradient, curvature

    return at_any_scale(formula)


def focal(gamma):
    """f = -(1 - p)^gamma l: d(1 - p)/dl = -p."""

    def function(p, q, l):
        power = q**gamma
        p_l = times(p, l)
        # ln p / (1 - p) tends to -1 as p tends to 1.
        ratio = mpf(-1) if q == 0 else p_l / q
        first = power * (gamma * ratio - 1)
        second = gamma * power * (p * (2 * q - (gamma - 1) * p_l) + q * p_l)
        return -times(power, l), first, second

    gamma = mpf(gamma)
    return mixture(function)


def poly(epsilon):
    """f = -l + epsilon (1 - p)"""

    def function(p, q, l):
        return -l + epsilon * q, -1 - epsilon * p, -epsilon * p * q * q

    epsilon = mpf(epsilon)
    return mixture(function)


def generalized(power):
    """f = (1 - p^power) / power"""

    def function(p, q, l):
        raised = exp(power * l)
        value = -mp.expm1(power * l) / power if raised > 0 else 1 / power
        return value, -raised, -power * raised * q * q

    power = mpf(power)
    return mixture(function)


def symmetric(alpha, beta, log_zero):
    """alpha times the cross-entropy, and beta sum s_k A_k with A_k = -ln t_k.

    With R = sum s_k A_k it is dR/dz_j = s_j (A_j - R), and the curvature (1 - 2 s_j) times that.
    """

    def formula(targets, predictions):
        columns = range(len(predictions))
        t = distribution(targets, len(predictions))
        value, gradient, curvature = cross_entropy()(targets, predictions)
        s = Softmax(predictions)
        price = [-log_zero if u == 0 else -log(u) for u in t]
        reverse = mp.fsum(s.p[k] * price[k] for k in columns)
        above = [mp.fsum(s.p[k] * (price[j] - price[k]) for k in columns) for j in columns]
        slopes = [s.p[j] * above[j] for j in columns]
        bends = [(s.q[j] - s.p[j]) * slopes[j] for j in columns]
        return (
            times(alpha, value) + beta * reverse,
            [minus(alpha * gradient[j], -beta * slopes[j]) for j in columns],
            [minus(alpha * curvature[j], -beta * bends[j]) for j in columns],
        )

    alpha, beta, log_zero = mpf(alpha), mpf(beta), mpf(log_zero)
    return at_any_scale(formula)


def entropy_terms(t):
    """sum t ln t"""
    return mp.fsum(times(u, log(u)) for u in t)


def distillation(temperature):
    """T^2 KL(t || softmax(z / T))"""

    def formula(targets, predictions):
        columns = range(len(predictions))
        t = distribution(targets, len(predictions))
        s = Softmax(predictions, temperature)
        others = sums_of_others(t)
        cross = -mp.fsum(times(t[k], s.log_p[k]) for k in columns)
        value = minus(cross, -entropy_terms(t))
        gradient = [minus(s.p[j] * others[j], t[j] * s.q[j]) for j in columns]
        bends = [(others[j] + t[j]) * s.p[j] * s.q[j] for j in columns]
        return temperature**2 * value, [temperature * g for g in gradient], bends

    temperature = mpf(temperature)
    return at_any_scale(formula)


def softmax_textbook(function):
    """The value as first written down, by function(t, p) of a whole row."""

    def value(targets, predictions):
        powers = [mp.exp(z) for z in predictions]
        total = mp.fsum(powers)
        return function(distribution(targets, len(powers)), [e / total for e in powers])

    return value
