"""Values and derivatives of the losses, derived by hand; y target, z prediction, r = z - y.

Each function gives (value, gradients, curvatures) of one row, the curvatures being the diagonal
of the Hessian. The forms are chosen so that WORKING_DIGITS are enough at any double: no digit is
lost but by genuine cancellation, and limits at infinite logits are taken where they exist.
"""

from mpmath import mp, mpf

# e^x is 0 or infinite in print from here on, and mpmath need not form its exponent.
EXPONENT_LIMIT = 100_000

_exponentials = {}


def exp(x):
    if abs(x) > EXPONENT_LIMIT:
        return mpf(0) if x < 0 else mp.inf
    key = (x._mpf_, mp.prec)
    if key not in _exponentials:
        _exponentials[key] = mp.exp(x)
    return _exponentials[key]


def minus(a, b):
    """a - b, which is 0 if a and b are equal but for the rounding of the working precision."""
    difference = a - b
    if mp.isfinite(difference) and abs(difference) <= mp.eps * 2**20 * max(abs(a), abs(b)):
        return mpf(0)
    return difference


def times(a, b):
    """a b, with 0 times infinity = 0."""
    return mpf(0) if a == 0 or b == 0 else a * b


def over(a, b):
    """a / b for a >= 0 and b >= 0, with 0 / 0 = 0."""
    if a == 0:
        return mpf(0)
    return mp.inf if b == 0 else a / b


def log(p):
    return mp.ninf if p == 0 else mp.log(p)


def softplus(z):
    """ln(1 + e^z)"""
    return max(z, mpf(0)) + mp.log1p(exp(-abs(z)))


def sigmoid(z):
    """1 / (1 + e^-z)"""
    e = exp(-abs(z))
    return (1 if z >= 0 else e) / (1 + e)


def residual(targets, predictions):
    return mp.fsub(predictions[0], targets[0], exact=True)


def single(value, gradient, curvature):
    return mpf(value), [mpf(gradient)], [mpf(curvature)]


def squared_error(targets, predictions):
    r = residual(targets, predictions)
    return single(r * r, 2 * r, 2)


def half_squared_error(targets, predictions):
    r = residual(targets, predictions)
    return single(r * r / 2, r, 1)


def absolute_error(targets, predictions):
    r = residual(targets, predictions)
    return single(abs(r), mp.sign(r), 0)


def huber(delta):
    def formula(targets, predictions):
        r = residual(targets, predictions)
        if abs(r) <= delta:
            return single(r * r / 2, r, 1)
        return single(delta * (abs(r) - delta / 2), delta * mp.sign(r), 0)

    delta = mpf(delta)
    return formula


def huber_textbook(delta):
    """The integral of min(u, delta) for u from 0 to |r|."""

    def value(targets, predictions):
        r = abs(predictions[0] - targets[0])
        return r * r / 2 - max(mpf(0), r - mpf(delta)) ** 2 / 2

    return value


def log_cosh(targets, predictions):
    r = residual(targets, predictions)
    if abs(r) < 1:
        value = mp.log1p(2 * mp.sinh(r / 2) ** 2)
    else:
        value = abs(r) + mp.log1p(exp(-2 * abs(r))) - mp.ln2
    # With e = e^(-2|r|): tanh|r| = (1 - e)/(1 + e), and 1 - tanh^2 = 4 e/(1 + e)^2.
    e = exp(-2 * abs(r))
    tanh = mp.tanh(r) if abs(r) < 1 else mp.sign(r) * (1 - e) / (1 + e)
    return single(value, tanh, 4 * e / (1 + e) ** 2)


def quantile(tau):
    def formula(targets, predictions):
        u = -residual(targets, predictions)
        if u == 0:
            return single(0, 0, 0)
        return single(tau * u if u > 0 else (tau - 1) * u, -tau if u > 0 else 1 - tau, 0)

    tau = mpf(tau)
    return formula


def log_factorial(y):
    """ln Gamma(y + 1)"""
    if y < mpf(10) ** -30:
        # The Taylor series at 0; the next term is below 1e-90 of the first.
        return y * (-mp.euler + y * (mp.zeta(2) / 2 - y * mp.zeta(3) / 3))
    return mp.loggamma(y + 1)


def poisson(link="log", full=False):
    def formula(targets, predictions):
        y, z = targets[0], predictions[0]
        # Near the minimum of the full form, terms of size y ln y leave ln y.
        with mp.extradps(max(20, mp.mag(y) // 3 + 20) if full and y > 0 else 0):
            constant = log_factorial(y) if full else mpf(0)
            if link == "log":
                mean = exp(z)
                value = mean - y * z + constant
                return single(value, minus(mean, y), mean)
            value = z - times(y, log(z)) + constant
            ratio = over(y, z)
            return single(value, minus(mpf(1), ratio), over(ratio, z))

    return formula


def poisson_textbook(targets, predictions):
    """Minus the log of the probability; with the gamma function also between the counts."""
    y, z = targets[0], predictions[0]
    return -mp.log(mp.exp(-mp.exp(z)) * mp.exp(z) ** y / mp.gamma(y + 1))


def check_log_factorial():
    with mp.workdps(200):
        y = mpf(10) ** -31
        expected = mp.loggamma(y + 1)
        if not abs(log_factorial(y) - expected) <= mpf(10) ** -85 * abs(expected):
            raise AssertionError("the series of ln Gamma(y + 1) is wrong")


def binary_cross_entropy(weight=1):
    def formula(targets, predictions):
        y, z = targets[0], predictions[0]
        positive, negative = weight * y, 1 - y
        value = times(positive, softplus(-z)) + times(negative, softplus(z))
        s, c = sigmoid(z), sigmoid(-z)
        return single(value, minus(negative * s, positive * c), (positive + negative) * s * c)

    weight = mpf(weight)
    return formula


def binary_cross_entropy_textbook(weight=1):
    def value(targets, predictions):
        y, z = targets[0], predictions[0]
        p = 1 / (1 + mp.exp(-z))
        return -weight * y * mp.log(p) - (1 - y) * mp.log(1 - p)

    weight = mpf(weight)
    return value


def binary_cross_entropy_of_probabilities(weight=1):
    def formula(targets, predictions):
        y, p = targets[0], predictions[0]
        q = 1 - p
        positive, negative = weight * y, 1 - y
        log_q = mp.ninf if q == 0 else mp.log1p(-p)
        value = -times(positive, log(p)) - times(negative, log_q)
        up, down = over(negative, q), over(positive, p)
        return single(value, minus(up, down), over(down, p) + over(up, q))

    weight = mpf(weight)
    return formula


def focal_positive(gamma, z):
    """The loss of y = 1: with q = sigmoid(-z), p = 1 - q, s = -ln p, it is q^gamma s.

    From dq/dz = -p q, dp/dz = p q and ds/dz = -q follow the derivatives.
    """
    if z == mp.ninf:
        return mp.inf, mpf(-1), mpf(0)
    p, q, s = sigmoid(z), sigmoid(-z), softplus(-z)
    power = q**gamma
    gradient = -power * (gamma * p * s + q)
    bracket = gamma * s * (gamma * p - q) + (2 * gamma + 1) * q
    return times(power, s), gradient, p * power * bracket


def focal(gamma, alpha=None):
    def formula(targets, predictions):
        y, z = targets[0], predictions[0]
        positive, negative = positive_weight * y, negative_weight * (1 - y)
        ones = focal_positive(gamma, z)
        zeros = focal_positive(gamma, -z)
        value = times(positive, ones[0]) + times(negative, zeros[0])
        gradient = minus(positive * ones[1], negative * zeros[1])
        return single(value, gradient, positive * ones[2] + negative * zeros[2])

    gamma = mpf(gamma)
    positive_weight = mpf(1) if alpha is None else mpf(alpha)
    negative_weight = mpf(1) if alpha is None else 1 - mpf(alpha)
    return formula


def focal_textbook(gamma, alpha=None):
    def value(targets, predictions):
        y, z = targets[0], predictions[0]
        p = 1 / (1 + mp.exp(-z))
        a, b = (1, 1) if alpha is None else (mpf(alpha), 1 - mpf(alpha))
        one = -a * (1 - p) ** mpf(gamma) * mp.log(p)
        zero = -b * p ** mpf(gamma) * mp.log(1 - p)
        return y * one + (1 - y) * zero

    return value


def hinge(margin):
    def formula(targets, predictions):
        y, z = targets[0], predictions[0]
        violation = margin - y * z
        return single(violation, -y, 0) if violation > 0 else single(0, 0, 0)

    margin = mpf(margin)
    return formula


def distribution(targets, columns, smoothing=0, over_others=False):
    """The smoothed target distribution of a row."""
    if columns > 1 and len(targets) == 1:
        targets = [mpf(1 if k == targets[0] else 0) for k in range(columns)]
    epsilon = mpf(smoothing)
    if over_others:
        return [(1 - epsilon) * t + epsilon * (1 - t) / (columns - 1) for t in targets]
    return [(1 - epsilon) * t + epsilon / columns for t in targets]


def brier(targets, predictions):
    wanted = distribution(targets, len(predictions))
    differences = [mp.fsub(p, t, exact=True) for p, t in zip(predictions, wanted)]
    value = sum((d * d for d in differences), mpf(0))
    return value, [2 * d for d in differences], [mpf(2)] * len(predictions)


def brier_of_logit(targets, predictions):
    """(s - y)^2; s - y = (1 - y) s(z) - y s(-z) keeps its digits where s is near a hard label."""
    y, z = targets[0], predictions[0]
    plus, minus_ = sigmoid(z), sigmoid(-z)
    difference = (1 - y) * plus - y * minus_
    slope = plus * minus_
    bend = slope * (minus_ - plus)
    return single(
        difference**2, 2 * difference * slope, 2 * slope**2 + 2 * difference * bend
    )


def brier_of_logits(targets, predictions):
    """sum (s_k - t_k)^2 by the chain rule through every s_k, at digits enough for any cancellation."""
    with mp.workdps(mp.dps + 700):
        z = predictions
        columns = range(len(z))
        t = distribution(targets, len(z))
        top = max(z)
        powers = [exp(x - top) for x in z]
        total = mp.fsum(powers)
        s = [e / total for e in powers]
        d = [s[k] - t[k] for k in columns]
        value = mp.fsum(x * x for x in d)
        gradient, curvature = [], []
        for j in columns:
            same = [1 if k == j else 0 for k in columns]
            first = [s[k] * (same[k] - s[j]) for k in columns]
            second = [s[k] * ((same[k] - s[j]) ** 2 - s[j] * (1 - s[j])) for k in columns]
            gradient.append(2 * mp.fsum(d[k] * first[k] for k in columns))
            curvature.append(2 * mp.fsum(first[k] ** 2 + d[k] * second[k] for k in columns))
    return +value, [+x for x in gradient], [+x for x in curvature]


def sums_of_others(numbers):
    """For each of the numbers, all >= 0, the sum of the others, without cancellation."""
    top = max(range(len(numbers)), key=lambda k: numbers[k])
    below = mp.fsum(x for k, x in enumerate(numbers) if k != top)
    total = below + numbers[top]
    # All but the largest number are at most half of the total.
    return [below if k == top else total - x for k, x in enumerate(numbers)]


def cross_entropy(**smoothing):
    def formula(targets, predictions):
        z = predictions
        t = distribution(targets, len(z), **smoothing)
        top = max(range(len(z)), key=lambda k: z[k])
        # Relative to the largest logit, which may be infinite.
        powers = [mpf(1) if k == top else exp(z[k] - z[top]) for k in range(len(z))]
        total = mp.fsum(powers)
        log_total = mp.log1p(mp.fsum(e for k, e in enumerate(powers) if k != top))
        rests = sums_of_others(powers)
        others = sums_of_others(t)
        value, gradient, curvature = mpf(0), [], []
        for k in range(len(z)):
            below = mpf(0) if k == top else z[top] - z[k]
            value += times(t[k], below + log_total)
            share, rest = powers[k] / total, rests[k] / total
            # sum(t) s_k - t_k, without the part of t_k that cancels.
            gradient.append(minus(share * others[k], t[k] * rest))
            curvature.append((others[k] + t[k]) * share * rest)
        return value, gradient, curvature

    return formula


def cross_entropy_textbook(**smoothing):
    def value(targets, predictions):
        t = distribution(targets, len(predictions), **smoothing)
        powers = [mp.exp(z) for z in predictions]
        total = mp.fsum(powers)
        return -mp.fsum(u * mp.log(e / total) for u, e in zip(t, powers))

    return value


def cross_entropy_of_probabilities(**smoothing):
    def formula(targets, predictions):
        t = distribution(targets, len(predictions), **smoothing)
        ratios = [over(u, p) for u, p in zip(t, predictions)]
        value = -mp.fsum(times(u, log(p)) for u, p in zip(t, predictions))
        curvature = [over(ratio, p) for ratio, p in zip(ratios, predictions)]
        return value, [-ratio for ratio in ratios], curvature

    return formula


def cross_entropy_of_log_probabilities(**smoothing):
    def formula(targets, predictions):
        t = distribution(targets, len(predictions), **smoothing)
        value = -mp.fsum(times(u, p) for u, p in zip(t, predictions))
        return value, [-u for u in t], [mpf(0)] * len(t)

    return formula
