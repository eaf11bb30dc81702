"""The tables of the losses of generative models."""

import random

import generative_formulas as formulas
import loss_formulas
from loss_points import BELOW_ONE, TINIEST, around, both_signs
from loss_tables import NON_NEGATIVE, UNIT, Spec, text
from mpmath import mpf

CHECKED = 8

SIZES = [TINIEST, 1e-300, 1e-9, 0.5, 2.0, 15.0, 40.0, 745.0, 1e3, 1e150, 1e300]


def numbers(seed, count, spread=2.0):
    generator = random.Random(seed)
    return [round(spread * (2 * generator.random() - 1), 4) for _ in range(count)]


def sign(x):
    return (x > 0) - (x < 0)


def scored():
    """Batches of labels (1 real, 0 fake) and scores."""
    yield [1, 0], [0.0, 0.0]
    yield [1, 0], [1.0, -1.0]
    yield [1, 0, 0], [1.0, -1.0, 2.5]
    yield [0, 1, 1, 0, 1], numbers(61, 5)
    yield [1, 0, 1, 0, 0, 0], numbers(62, 6, 20.0)
    for size in SIZES:
        yield [1, 1, 0, 0], [size, -size, size, -size]
    yield [1, 1, 0, 0], [*around(1.0)[::2], *around(-1.0)[::2]]
    yield [1, 0], [8e307, -8e307]
    yield [0, 1, 0], [1 + 1e-9, 1 - 1e-9, -1.0]


def rooms(side):
    """On which side of its kink each score of the hinge lies."""

    def region(targets, predictions):
        pairs = zip(targets, predictions)
        scores = [mpf(x) if y == 1 else -mpf(x) for y, x in pairs if side == "critic"]
        signs = tuple(sign(1 - x) for x in scores)
        return signs, 0 in signs, False

    return region


def gan():
    for variant in formulas.CRITIC:
        for side in ("critic", "generator"):
            spec = Spec(
                text("gan", variant=variant, side=side),
                formulas.gan(variant, side),
                region=rooms(side) if variant == "hinge" else None,
                columns=1,
                check_columns=CHECKED,
            )
            for targets, scores in scored():
                yield spec, targets, scores
            if side == "generator":
                yield spec, [0, 0], [0.5, -3.0]


def gradient_penalty():
    norms = [0.0, TINIEST, 1e-300, 1e-9, 0.1, 0.5, *around(1.0), 1.1, 2.5, 40.0, 1e6]
    norms += [1e150, 1e154, 1e300, 8e307]
    for weight, center in ((None, None), ("1", None), ("0.5", "0"), ("10", "0.3")):
        spec = Spec(
            text("gradient_penalty", weight=weight, center=center),
            formulas.gradient_penalty(float(weight or 10), float(center or 1)),
            predictions=NON_NEGATIVE,
        )
        for norm in norms:
            yield spec, [], [norm]


def flow():
    given = [[-1.5, 0.25], [0.0, 0.0], [2.5, -2.5], [1e300, 1.0], [-8e307, -8e307], [0.1, 0.2]]
    given += [[1e16, 1.0], [1e-300, -1e-310], [-745.0, 3.5], [1.0, -1 - 1e-9]]
    for base in (None, "given"):
        spec = Spec(text("flow", base=base), formulas.flow_given)
        for row in given:
            yield spec, [], row
    rows = [[0.0, 0.0], [0.5, -0.25], [1e-9, 1e-9], [1.0, 2.0, -0.5], [0.25, -3.0, 40.0, 1.5]]
    rows += [[z, 0.5] for z in both_signs([1e-300, 0.1, 15.0, 40.0, 745.0, 1e6, 1e150, 1e300])]
    # Where the parts cancel.
    rows += [[1e-3, 0.9189390385], [1e3, 500000.9189385332], [0.0, 1.3862943611198906]]
    rows += [[8e307, -8e307], [1e154, 1.0, 2.0], numbers(63, 6)]
    bases = {"gaussian": formulas.flow_gaussian, "logistic": formulas.flow_logistic}
    for base, formula in bases.items():
        spec = Spec(text("flow", base=base), formula, check_columns=CHECKED)
        for row in rows:
            yield spec, [], row


RECONSTRUCTIONS = {
    None: loss_formulas.half_squared_error,
    "squared_error": loss_formulas.squared_error,
    "absolute_error": loss_formulas.absolute_error,
    "huber(delta=0.5)": loss_formulas.huber(0.5),
    "binary_cross_entropy": loss_formulas.binary_cross_entropy(),
    "poisson": loss_formulas.poisson(),
}


def latents():
    """Means, then log-variances."""
    rows = [[0.0, 0.0], [1.0, 0.0], [0.5, -0.25], [-1.5, 2.0], [1e-9, 1e-9], [0.0, 1e-9]]
    rows += [[0.0, -1e-12], [1e-150, 1e-300], [3.0, -40.0], [0.1, 40.0], [1.0, 710.0]]
    rows += [[0.0, -745.0], [1e150, -1e150], [1e300, 0.0], [0.5, 1e-5], [0.0, 1e3]]
    rows += [[0.5, -1.0, 0.25, -0.5], [1e-9, 2.0, -1e-9, 1e-3], numbers(64, 6)]
    return rows


def free_bits_region(free_bits):
    """The side of the floor on which each divergence lies, and the sign of each residual."""

    def region(targets, predictions):
        latent = [mpf(x) for x in predictions[len(targets) :]]
        half = len(latent) // 2
        signs = []
        for mean, s in zip(latent[:half], latent[half:]):
            divergence = (mean * mean + formulas.expm1_minus(s)) / 2
            signs.append(sign(loss_formulas.minus(divergence, mpf(free_bits))))
        data = list(zip(targets, predictions))
        piece = tuple(signs), tuple(sign(z - y) for y, z in data)
        return piece, free_bits > 0 and 0 in signs, False

    return region


def elbo():
    observed = {1: ([0.75], [0.5]), 3: ([1.0, 0.0, 0.25], [0.75, -2.5, 0.125])}
    settings = [(None, None), ("4", None), (None, "0.5"), ("0.25", "0.125")]
    for reconstruction, formula in RECONSTRUCTIONS.items():
        for beta, free_bits in settings if reconstruction is None else settings[:1] + settings[3:]:
            floor, kinked = float(free_bits or 0), reconstruction == "absolute_error"
            spec = Spec(
                text("elbo", reconstruction=reconstruction, beta=beta, free_bits=free_bits),
                formulas.elbo(formula, float(beta or 1), floor),
                region=free_bits_region(floor) if floor or kinked else None,
                check_columns=CHECKED,
            )
            if reconstruction in ("binary_cross_entropy", "poisson"):
                spec = spec._replace(targets=UNIT, fixed_targets=(0.0, 1.0))
            for targets, data in observed.values():
                few = reconstruction is not None or len(targets) == 3
                for latent in latents()[:: 3 if few else 1]:
                    yield spec, targets, data + latent
    spec = Spec(text("elbo", latent="1"), formulas.elbo(loss_formulas.half_squared_error))
    yield spec, [0.5, 2.0], [0.25, 2.5, 0.5, -0.25]
    # Data that fit exactly, and data out of range of their squares.
    spec = Spec("elbo", formulas.elbo(loss_formulas.half_squared_error))
    yield spec, [0.1, -0.3], [0.1, -0.3, 1e-9, 0.0]
    yield spec, [1e160, 0.0], [0.0, 0.0, 0.5, 0.5]


def denoising_score_matching():
    pairs = [([0.5], [0.5]), ([0.0], [0.1]), ([1.0], [BELOW_ONE]), ([-0.3, 1.2], [0.1, 1.0])]
    pairs += [([1e150], [-1e150]), ([1e300, 0.0], [0.0, 0.0]), ([0.0], [1e-170])]
    pairs += [([8e307], [-8e307]), (numbers(65, 8), numbers(66, 8))]
    pairs += [([0.1, 0.2, 0.3], [0.3, 0.2, 0.1])]
    settings = [(None, None, None)]
    for prediction in ("noise", "score", "velocity", "sample"):
        settings += [(prediction, sigma, None) for sigma in ("0.5", "0.6", "0.001", "0.999999999")]
    settings += [("score", "25", None), ("sample", "0.5", "0.8"), ("sample", "2", "1")]
    settings += [("velocity", "0.6", "0.8"), ("noise", "50", "1")]
    for prediction, sigma, alpha in settings:
        for weighting in (None, "none") if prediction in (None, "score") else ("noise",):
            factor = mpf(1)
            if prediction is not None and weighting != "none":
                given = None if alpha is None else float(alpha)
                factor = formulas.noise_factor(prediction, float(sigma), given)
            label = text(
                "denoising_score_matching",
                prediction=prediction,
                sigma=sigma,
                alpha=alpha,
                weighting=weighting,
            )
            spec = Spec(label, formulas.denoising_score_matching(factor))
            for targets, predictions in pairs:
                yield spec, targets, predictions


TABLES = [
    gan,
    gradient_penalty,
    flow,
    elbo,
    denoising_score_matching,
]
