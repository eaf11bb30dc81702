"""Losses of generative models, derived by hand: (value, gradients, curvatures)."""

from mpmath import mp, mpf

from loss_formulas import exp, minus, sigmoid, softplus


def exact_sum(numbers):
    total = mpf(0)
    for x in numbers:
        total = mp.fadd(total, x, exact=True)
    return total


def softplus_of(sign, factor=1):
    """factor softplus(sign x)"""

    def score(x):
        s, c = sigmoid(sign * x), sigmoid(-sign * x)
        return factor * softplus(sign * x), factor * sign * s, factor * s * c

    return score


def half_square(label):
    def score(x):
        r = mp.fsub(x, label, exact=True)
        return r * r / 2, r, mpf(1)

    return score


def hinge(sign):
    """max(0, 1 + sign x)"""

    def score(x):
        room = mp.fadd(1, sign * x, exact=True)
        return (room, mpf(sign), mpf(0)) if room > 0 else (mpf(0), mpf(0), mpf(0))

    return score


def linear(sign):
    return lambda x: (sign * x, mpf(sign), mpf(0))


# The loss of a real score and of a fake one; the generator has no part in the real ones.
CRITIC = {
    "minimax": (softplus_of(-1), softplus_of(1)),
    "non_saturating": (softplus_of(-1), softplus_of(1)),
    "least_squares": (half_square(1), half_square(0)),
    "hinge": (hinge(-1), hinge(1)),
    "wasserstein": (linear(-1), linear(1)),
}
GENERATOR = {
    "minimax": softplus_of(1, -1),
    "non_saturating": softplus_of(-1),
    "least_squares": half_square(1),
    "hinge": linear(-1),
    "wasserstein": linear(-1),
}


def gan(variant, side):
    """The mean over the real scores plus the mean over the fake ones."""

    def formula(targets, predictions):
        counts = {label: sum(1 for y in targets if y == label) for label in (0, 1)}
        values, gradient, curvature = [], [], []
        for y, x in zip(targets, predictions):
            score = real if y == 1 else fake
            parts = score(x) if score else (mpf(0),) * 3
            value, first, second = [part / counts[int(y)] for part in parts]
            values.append(value)
            gradient.append(first)
            curvature.append(second)
        return mp.fsum(values), gradient, curvature

    real, fake = CRITIC[variant] if side == "critic" else (None, GENERATOR[variant])
    return formula


def gradient_penalty(weight, center):
    def formula(targets, predictions):
        r = mp.fsub(predictions[0], center, exact=True)
        return weight * r * r, [2 * weight * r], [2 * weight]

    weight, center = mpf(weight), mpf(center)
    return formula


def flow_given(targets, predictions):
    return -exact_sum(predictions), [mpf(-1)] * 2, [mpf(0)] * 2


def flow_gaussian(targets, predictions):
    *z, log_determinant = predictions
    constant = len(z) * mp.log(2 * mp.pi) / 2
    squares = mp.fsum(x * x for x in z) / 2
    return squares + constant - log_determinant, [*z, mpf(-1)], [mpf(1)] * len(z) + [mpf(0)]


def flow_logistic(targets, predictions):
    """-ln of the density e^-z / (1 + e^-z)^2 is softplus(z) + softplus(-z)."""
    *z, log_determinant = predictions
    value = mp.fsum(softplus(x) + softplus(-x) for x in z) - log_determinant
    slopes = [sigmoid(abs(x)) - sigmoid(-abs(x)) if abs(x) > 1 else mp.tanh(x / 2) for x in z]
    gradient = [-s if x < -1 else s for s, x in zip(slopes, z)]
    curvature = [2 * sigmoid(x) * sigmoid(-x) for x in z]
    return value, [*gradient, mpf(-1)], [*curvature, mpf(0)]


def expm1(s):
    return exp(s) - 1 if abs(s) > 1 else mp.expm1(s)


def expm1_minus(s):
    """e^s - 1 - s, by its series where that cancels."""
    if abs(s) < mpf(10) ** -15:
        return s * s * mp.fsum(s**k / mp.factorial(k + 2) for k in range(8))
    with mp.extradps(40):
        return expm1(s) - s


def elbo(reconstruct, beta=1, free_bits=0):
    """The reconstruction's loss plus beta sum max(free_bits, KL_j) over the latent dimensions.

    KL_j = (mu^2 + e^s - 1 - s)/2 with s the log-variance; it is never below 0, so free_bits = 0 is
    no floor. At a tie with another one the derivatives are 0. reconstruct gives the (value,
    gradient, curvature) of one target and one prediction.
    """

    def formula(targets, predictions):
        data, latent = predictions[: len(targets)], predictions[len(targets) :]
        half = len(latent) // 2
        parts = [reconstruct([y], [z]) for y, z in zip(targets, data)]
        values = [part[0] for part in parts]
        gradient, curvature = [p[1][0] for p in parts], [p[2][0] for p in parts]
        first, second = [[], []], [[], []]
        for mean, s in zip(latent[:half], latent[half:]):
            divergence = (mean * mean + expm1_minus(s)) / 2
            active = free_bits == 0 or minus(divergence, free_bits) > 0
            values.append(beta * (divergence if active else free_bits))
            slopes = (beta * mean, beta * expm1(s) / 2) if active else (mpf(0),) * 2
            bends = (beta, beta * exp(s) / 2) if active else (mpf(0),) * 2
            for side in (0, 1):
                first[side].append(slopes[side])
                second[side].append(bends[side])
        gradient += [*first[0], *first[1]]
        return mp.fsum(values), gradient, curvature + [*second[0], *second[1]]

    beta, free_bits = mpf(beta), mpf(free_bits)
    return formula


def noise_factor(prediction, sigma, alpha=None):
    """What turns the squared error of a parametrisation into that of the noise.

    With x = alpha x0 + sigma e: the score is -e/sigma, so e moves by sigma of it; e moves by
    alpha/sigma of x0; where alpha^2 + sigma^2 = 1, the velocity alpha e - sigma x0 gives
    e = alpha velocity + sigma x. Without alpha, alpha^2 = 1 - sigma^2.
    """
    sigma = mpf(sigma)
    squared_alpha = (1 - sigma) * (1 + sigma) if alpha is None else mpf(alpha) ** 2
    factors = {"noise": 1, "score": sigma**2, "velocity": squared_alpha}
    factors["sample"] = squared_alpha / sigma**2
    return mpf(factors[prediction])


def denoising_score_matching(factor):
    def formula(targets, predictions):
        apart = [mp.fsub(z, y, exact=True) for y, z in zip(targets, predictions)]
        value = factor * mp.fsum(r * r for r in apart)
        return value, [2 * factor * r for r in apart], [2 * factor] * len(apart)

    return formula
