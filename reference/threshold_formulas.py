"""Losses of class scores that are zero beyond a threshold, derived by hand: multi-class hinges and
the Fenchel-Young losses of Tsallis entropies (sparsemax, entmax)."""

from fractions import Fraction

from mpmath import mp, mpf

from loss_formulas import distribution, minus, times

# Numbers of every size beside each other keep their digits.
EVERY_DIGIT = 1500


def crammer_singer(margin):
    """max(0, margin - z_y + max of the others), the first of several that are largest."""

    def formula(targets, predictions):
        y = targets[0]
        others = [k for k in range(len(predictions)) if k != y]
        rival = max(others, key=lambda k: predictions[k])
        with mp.workdps(EVERY_DIGIT):
            violation = margin - (predictions[y] - predictions[rival])
        gradient = [mpf(0)] * len(predictions)
        if violation > 0:
            gradient[y], gradient[rival] = mpf(-1), mpf(1)
        return max(+violation, mpf(0)), gradient, [mpf(0)] * len(predictions)

    margin = mpf(margin)
    return formula


def weston_watkins(margin, power):
    """sum over j != y of max(0, margin - z_y + z_j)^power, over K."""

    def formula(targets, predictions):
        y, columns = targets[0], len(predictions)
        with mp.workdps(EVERY_DIGIT):
            violations = [
                mpf(0) if k == y else max(mpf(0), margin - (predictions[y] - z))
                for k, z in enumerate(predictions)
            ]
        active = [mpf(1 if v > 0 else 0) for v in violations]
        value = mp.fsum(v**power for v in violations) / columns
        slopes = active if power == 1 else [2 * v for v in violations]
        bends = [mpf(0)] * columns if power == 1 else [2 * a for a in active]
        for parts, sign in ((slopes, -1), (bends, 1)):
            parts[y] = sign * mp.fsum(parts)
        return value, [s / columns for s in slopes], [b / columns for b in bends]

    margin = mpf(margin)
    return formula


def exact(x):
    """The number as a Fraction; infinities stay."""
    x = float(x)
    return x if x in (mp.inf, mp.ninf) else Fraction(x)


def is_rounded(a, b):
    """Whether a - b is no double."""
    difference = a - b
    if not isinstance(difference, Fraction) or abs(difference) >= Fraction(2) ** 1023:
        return False
    return Fraction(float(difference)) != difference


def side(number):
    return (number > 0) - (number < 0)


def hinge_piece(margin, every):
    """The signs of the violations, of each class (every) or of the largest with its class."""

    def region(targets, predictions):
        y, z = targets[0], [exact(x) for x in predictions]
        others = [k for k in range(len(z)) if k != y]
        if not every:
            others = [max(others, key=lambda k: z[k])]
        signs = [side(Fraction(margin) - (z[y] - z[k])) for k in others]
        piece = tuple(zip(others, signs))
        tied = not every and sum(x == z[others[0]] for k, x in enumerate(z) if k != y) > 1
        return piece, tied or 0 in signs, any(is_rounded(z[y], z[k]) for k in others)

    return region


def below_top(predictions):
    """The scores less the largest, exactly, at the precision of the caller."""
    top = max(range(len(predictions)), key=lambda k: predictions[k])
    return [mpf(0) if k == top else z - predictions[top] for k, z in enumerate(predictions)], top


def sparsemax_probabilities(scores):
    """p_k = max(0, x_k - tau) with sum 1, by the largest k of the ordered scores that keep tau."""
    ordered = sorted((x for x in scores if x > -2), reverse=True)
    tau, total = mpf(0), mpf(0)
    for count, x in enumerate(ordered, 1):
        total += x
        if 1 + count * x > total:
            tau = (total - 1) / count
    return [max(mpf(0), x - tau) for x in scores]


def sparsemax(targets, predictions):
    """Conjugate and entropy 1/2 |p|^2 - 1/2: sum p x - 1/2 p^2 + 1/2 t^2 - t x."""
    with mp.workdps(EVERY_DIGIT):
        scores, _ = below_top(predictions)
        t = distribution(targets, len(scores))
        p = sparsemax_probabilities(scores)
        pairs = list(zip(t, p, scores))
        value = mp.fsum(times(q, x) - q * q / 2 + u * u / 2 - times(u, x) for u, q, x in pairs)
        gradient = [q - u for u, q, _ in pairs]
        count = sum(q > 0 for q in p)
        bends = [1 - mpf(1) / count if q > 0 else mpf(0) for q in p]
    return +value, [+g for g in gradient], [+b for b in bends]


def tsallis_probabilities(alpha, scores):
    """p_k = max(0, (alpha - 1) x_k - tau)^(1/(alpha - 1)), tau solved for a sum of 1.

    The largest score is 0, so tau lies in [-1, -K^(1 - alpha)]. The sum falls with tau: Newton's
    steps, and halves where a step leaves the bracket.
    """
    power = 1 / (alpha - 1)
    x = [(alpha - 1) * s for s in scores if (alpha - 1) * s > -1]
    low, high = mpf(-1), -mpf(len(scores)) ** (1 - alpha)
    tau = low
    tolerance = mp.eps * 2**6
    for _ in range(10_000):
        parts = [v - tau for v in x if v > tau]
        raised = [v**power for v in parts]
        excess = mp.fsum(raised) - 1
        if excess > 0:
            low = tau
        else:
            high = tau
        slope = power * mp.fsum(r / v for r, v in zip(raised, parts))
        step = excess / slope
        if abs(step) <= tolerance or high - low <= tolerance:
            break
        tau = tau + step if low < tau + step < high else (low + high) / 2
    above = [(alpha - 1) * s - tau for s in scores]
    return [v**power if v > tolerance * 2**40 else mpf(0) for v in above]


def entmax(alpha):
    """The loss of the entropy (sum p^alpha - 1)/(alpha (alpha - 1)), for alpha > 1.

    With r = 1 - p of the largest score, whose x is 0, the conjugate is the sum over the others of
    p x + p/(alpha - 1), less ((1 - r)^alpha - 1 + alpha r + sum p^alpha)/(alpha (alpha - 1)).
    """

    def formula(targets, predictions):
        with mp.workdps(EVERY_DIGIT):
            scores, top = below_top(predictions)
        columns = range(len(scores))
        t = distribution(targets, len(scores))
        with mp.extradps(40):
            p = tsallis_probabilities(alpha, scores)
            rest = [p[k] for k in columns if k != top]
            r = mp.fsum(rest)
            p[top] = 1 - r
            bent = mp.expm1(alpha * mp.log1p(-r)) + alpha * r + mp.fsum(q**alpha for q in rest)
            lifted = [times(p[k], scores[k] + 1 / (alpha - 1)) for k in columns if k != top]
            conjugate = mp.fsum(lifted) - bent / scale
            own = (mp.fsum(u**alpha for u in t) - 1) / scale
            fit = conjugate - mp.fsum(times(u, x) for u, x in zip(t, scores))
            sizes = [q ** (2 - alpha) if q > 0 else mpf(0) for q in p]
            others = [mp.fsum(s for i, s in enumerate(sizes) if i != k) for k in columns]
            bends = [s * o / mp.fsum(sizes) for s, o in zip(sizes, others)]
        gradient = [-r if k == top and t[k] == 1 else minus(p[k], t[k]) for k in columns]
        return minus(fit, -own), [+g for g in gradient], [+b for b in bends]

    alpha = mpf(alpha)
    scale = alpha * (alpha - 1)
    return formula


def support_piece(alpha):
    """The classes with p > 0; at the border of the support only the curvature breaks, if at all.

    It is crossable wherever the threshold is a root, which is rounded.
    """

    def region(targets, predictions):
        with mp.workdps(EVERY_DIGIT if alpha == 2 else 60):
            scores, top = below_top([mpf(x) for x in predictions])
            if alpha == 2:
                p = sparsemax_probabilities(scores)
                tau = max(scores) - max(p)
            else:
                p = tsallis_probabilities(mpf(alpha), scores)
                tau = -max(p) ** (mpf(alpha) - 1)
            scale = 1 if alpha == 2 else mpf(alpha) - 1
            border = any(abs(scale * x - tau) < mpf(10) ** -50 for x in scores)
        z = [exact(x) for x in predictions]
        piece = tuple(q > 0 for q in p)
        return piece, border, alpha != 2 or any(is_rounded(z[top], x) for x in z)

    return region
