"""Losses of ordered classes, derived by hand: cumulative link models, ranked probability score.

P(y) = F(b) - F(a) with b = theta_u - z and a = theta_l - z. A link gives, from (z, lower, upper),
the value -ln P and its derivatives (first and second) by z, by theta_l and by theta_u; a missing
threshold is None, below the first class and above the last.
"""

from mpmath import mp, mpf

from loss_formulas import distribution, exp, log, minus, sigmoid, softplus, times
from softmax_formulas import at_any_scale

EVERY_DIGIT = 1500


def exact_difference(a, b):
    return mp.fsub(a, b, exact=True)


def negative(x):
    """-x with every digit of x"""
    return mp.fneg(x, exact=True)


def log1m_exp(w):
    """ln(1 - e^-w) for w > 0"""
    return log(-mp.expm1(-w)) if w < 1 else mp.log1p(-exp(-w))


def logit(z, lower, upper):
    """P = s(b) s(-a) (1 - e^-w) with w = b - a, so the three parts add up."""
    value, slope, bend = mpf(0), [mpf(0)] * 3, [mpf(0)] * 3
    up = down = mpf(0)
    if upper is not None:
        distance = exact_difference(z, upper)
        value += softplus(distance)
        up = sigmoid(distance)
        bend[0] += up * sigmoid(-distance)
        slope[2], bend[2] = -up, up * sigmoid(-distance)
    if lower is not None:
        distance = exact_difference(lower, z)
        value += softplus(distance)
        down = sigmoid(distance)
        bend[0] += down * sigmoid(-distance)
        slope[1], bend[1] = down, down * sigmoid(-distance)
    slope[0] = minus(up, down)
    if upper is not None and lower is not None:
        w = exact_difference(upper, lower)
        value -= log1m_exp(w)
        # d/dw of -ln(1 - e^-w) is -1/(e^w - 1), and the second derivative e^w/(e^w - 1)^2.
        grown = mp.expm1(w) if w < 1 else exp(w) - 1
        slope[1] += 1 / grown
        slope[2] -= 1 / grown
        extra = (1 + 1 / grown) / grown
        bend[1] += extra
        bend[2] += extra
    return value, slope, bend


def mills(x):
    """M = Q(x)/phi(x) for x >= 0, and 1 - x M; by the asymptotic series where it has the digits."""
    if x < 10_000:
        with mp.extradps(20):
            ratio = mp.sqrt(mp.pi / 2) * mp.erfc(x / mp.sqrt(2)) * mp.exp(x * x / 2)
            return ratio, 1 - x * ratio
    inverse = 1 / (x * x)
    term, rest = mpf(1), mpf(0)
    for k in range(1, 60):
        term *= -(2 * k - 1) * inverse
        rest -= term
    return (1 - rest) / x, rest


def normal_density(x):
    return exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def probit(z, lower, upper):
    """By the ratio of Mills at the edge nearer to the mean, after a reflection if needed."""
    if mp.isinf(z):
        return probit_limit(z, lower, upper)
    a = None if lower is None else exact_difference(lower, z)
    b = None if upper is None else exact_difference(upper, z)
    if b is not None and b <= 0:
        return probit_tail(negative(b), None if a is None else negative(a))
    if a is not None and a >= 0:
        value, slope, bend = probit_tail(a, b)
        return value, [-slope[0], -slope[2], -slope[1]], [bend[0], bend[2], bend[1]]
    return probit_middle(a, b)


def probit_tail(near, far):
    """-ln(Q(near) - Q(far)) for 0 <= near < far, or far = None.

    The derivatives are by z where the tail lies below (P = Q(z - theta_u) - Q(z - theta_l), so near
    is z - theta_u); then by far's threshold, theta_l, and by near's. Hence: u = phi(near)/P,
    l = phi(far)/P, g = u - l, g' = g^2 - near u + far l.
    """
    w = mp.inf if far is None else exact_difference(far, near)
    narrow = min(mpf(1), w)
    with mp.extradps(60 - 3 * int(mp.log10(narrow))):
        base = near * near / 2 + mp.log(2 * mp.pi) / 2
        m, n = mills(near)
        if far is None:
            return base - mp.log(m), [1 / m, mpf(0), -1 / m], [n / m**2, mpf(0), n / m**2]
        e = exp(-w * (far + near) / 2)
        m_far, n_far = mills(far)
        d = m - e * m_far
        u, l = 1 / d, e / d
        # 1 = x M + N at both edges turns the numerators into sums of small terms.
        bend = ((1 - e) * (n - e * n_far) + e * w * (m - m_far)) / d**2
        by_near = u * u * (n + e * near * m_far)
        by_far = l * l + far * l
        return base - mp.log(d), [u - l, l, -u], [bend, by_far, by_near]


def probit_middle(a, b):
    """0 lies between the edges: u = phi(b)/P, l = phi(a)/P."""
    narrow = mpf(1) if a is None or b is None else min(mpf(1), b - a)
    with mp.extradps(60 - 3 * int(mp.log10(narrow))):
        u = l = mpf(0)
        if a is not None and b is not None and b - a < 1:
            p = (mp.erf(b / mp.sqrt(2)) + mp.erf(-a / mp.sqrt(2))) / 2
            value = -mp.log(p)
        else:
            edges = [x for x in (b, None if a is None else -a) if x is not None]
            outside = mp.fsum(mills(x)[0] * normal_density(x) for x in edges)
            p = 1 - outside
            value = -mp.log1p(-outside)
        if b is not None:
            u = normal_density(b) / p
        if a is not None:
            l = normal_density(a) / p
        up = mpf(0) if b is None else b * u
        down = mpf(0) if a is None else a * l
        bends = [(u - l) ** 2 + up - down, l * l - down, u * u + up]
        slope = mpf(0) if a is not None and b is not None and a == -b else u - l
        return value, [slope, l, -u], bends


def probit_limit(z, lower, upper):
    """z = inf or -inf: the class of that end is certain, the others lie ever deeper in a tail."""
    certain = (upper if z > 0 else lower) is None
    if certain:
        return mpf(0), [mpf(0)] * 3, [mpf(0)] * 3
    return mp.inf, [z, mpf(0), mpf(0)], [mpf(1), mpf(0), mpf(0)]


def bernoulli_rest(x, growth):
    """x/(1 - e^-x) - 1 = x (1 + growth) - 1 for growth = 1/(e^x - 1); a series for small x."""
    if x < mpf(10) ** -12:
        return x / 2 + x**2 / 12 - x**4 / 720 + x**6 / 30240 - x**8 / 1209600
    with mp.extradps(40):
        return x * (1 + growth) - 1


def cloglog(z, lower, upper):
    """P = e^-A - e^-B with A = e^a, B = e^b: -ln P = A + f(D), f = -ln(1 - e^-D), D = B - A.

    f' = -r with r = 1/(e^D - 1), and r' = -r (1 + r).
    """
    a = mp.ninf if lower is None else exact_difference(lower, z)
    big_a = exp(a)
    if upper is None:
        return big_a, [-big_a, big_a, mpf(0)], [big_a, big_a, mpf(0)]
    b = exact_difference(upper, z)
    w = mp.inf if lower is None else exact_difference(upper, lower)
    log_d = b + log1m_exp(w)
    d = exp(log_d)
    with mp.extradps(40):
        growth = mpf(0) if d == 0 or d > 10**6 else 1 / mp.expm1(d)
        r_d = mpf(1) if d == 0 else times(growth, d)
    value = big_a + (-log_d if log_d < -400 else -log1m_exp(d))
    rest = bernoulli_rest(d, growth)
    slope = [minus(r_d, big_a), mpf(0), mpf(0)]
    bend = [big_a + times(r_d, rest), mpf(0), mpf(0)]
    # B/D = 1/(1 - e^-w) and A/D = 1/(e^w - 1)
    r_a = r_d / (mp.expm1(w) if w < 1 else exp(w) - 1)
    r_b = r_d + r_a
    slope[1], slope[2] = big_a + r_a, -r_b
    bend[1] = (big_a + r_a) * (1 + r_a) if big_a + r_a > 0 else mpf(0)
    bend[2] = times(r_b, rest + big_a + r_a)
    return value, slope, bend


LINKS = {"logit": logit, "probit": probit, "cloglog": cloglog}


def cumulative_link(link, thresholds=None):
    """thresholds None: the columns are z and the thresholds."""

    def formula(targets, predictions):
        y = targets[0]
        edges = [mpf(x) for x in thresholds] if thresholds is not None else predictions[1:]
        lower = edges[y - 1] if y > 0 else None
        upper = edges[y] if y < len(edges) else None
        value, slope, bend = LINKS[link](predictions[0], lower, upper)
        gradient = [slope[0]] + [mpf(0)] * (len(predictions) - 1)
        curvature = [bend[0]] + [mpf(0)] * (len(predictions) - 1)
        if thresholds is None:
            for place, part in ((y, 1), (y + 1, 2)):
                if 1 <= place <= len(edges):
                    gradient[place], curvature[place] = slope[part], bend[part]
        return +value, [+g for g in gradient], [+c for c in curvature]

    return at_any_scale(formula)


def distribution_functions():
    return {
        "logit": lambda x: 1 / (1 + mp.exp(-x)),
        "probit": mp.ncdf,
        "cloglog": lambda x: 1 - mp.exp(-mp.exp(x)),
    }


def cumulative_link_textbook(link, thresholds=None):
    def value(targets, predictions):
        y, z = targets[0], predictions[0]
        edges = [mpf(x) for x in thresholds] if thresholds is not None else predictions[1:]
        function = distribution_functions()[link]
        top = function(edges[y] - z) if y < len(edges) else 1
        return -mp.log(top - (function(edges[y - 1] - z) if y > 0 else 0))

    return value


def ranked_probability_score(targets, predictions):
    """sum over k < K of (F_k - O_k)^2, both cumulative; p_j is part of F_k for j <= k."""
    with mp.workdps(EVERY_DIGIT):
        columns = len(predictions)
        t = distribution(targets, columns)
        difference, differences = mpf(0), []
        for k in range(columns - 1):
            difference += predictions[k] - t[k]
            differences.append(difference)
        value = mp.fsum(d * d for d in differences)
        gradient = [2 * mp.fsum(differences[j:]) for j in range(columns)]
        curvature = [mpf(2 * (columns - 1 - j)) for j in range(columns)]
    return +value, [+g for g in gradient], [+c for c in curvature]
