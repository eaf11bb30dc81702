"""Reference values of the elementary functions in org.surprisal.kernel, by mpmath.

Writes surprisal-core/src/test/resources/reference/elementary/<function>.tsv: header lines that start
with #, then one line a point: x, for pow also y, and the value to 40 significant digits, separated by
tabs. Arguments are exact doubles in their shortest form. A value above 1e400 in size is written as
Infinity, one below 1e-400 as 0. The seeds are fixed: the files regenerate byte for byte.

Usage: python3 elementary.py [function ...]
"""

import math
import random
import struct
import sys
from pathlib import Path

import mpmath
from mpmath import mp, mpf

DIGITS = 40
FOLDER = (
    Path(__file__).resolve().parent.parent
    / "surprisal-core/src/test/resources/reference/elementary"
)
LARGEST = sys.float_info.max
NORMAL = sys.float_info.min
SUBNORMAL = 5e-324
ZERO_OF_DIGAMMA = 1.4616321449683623


def series(x, term, first):
    """The sum of term(k) x^k from k = first; for |x| < 1e-8 twelve terms give 80 digits."""
    return mpmath.fsum(term(k) * x**k for k in range(first, first + 12))


def expm1_minus(x):
    if abs(x) < 1e-8:
        return series(x, lambda k: 1 / mpmath.factorial(k), 2)
    return mpmath.expm1(x) - x


def log1p_minus(x):
    if abs(x) < 1e-8:
        return series(x, lambda k: mpf(-1) ** (k + 1) / k, 2)
    return mpmath.log1p(x) - x


def lgamma1p(x):
    if x < 1e-8:
        return -mpmath.euler * x + series(x, lambda k: mpf(-1) ** k * mpmath.zeta(k) / k, 2)
    return mpmath.loggamma(1 + x)


def stirling(x):
    if x > 1e8:
        tail = mpmath.fsum(
            mpmath.bernoulli(2 * k) / (2 * k * (2 * k - 1) * x ** (2 * k - 1)) for k in range(1, 8)
        )
        return mpmath.log(2 * mpmath.pi * x) / 2 + tail
    return lgamma1p(x) - x * mpmath.log(x) + x


def lgamma(x):
    return lgamma1p(x) - mpmath.log(x) if x < 1e-8 else mpmath.loggamma(x)


def digamma(x):
    return -1 / x - mpmath.euler + mpmath.zeta(2) * x if x < 1e-25 else mpmath.digamma(x)


def trigamma(x):
    return 1 / x**2 + mpmath.zeta(2) - 2 * mpmath.zeta(3) * x if x < 1e-25 else mpmath.psi(1, x)


def normal_cdf(x):
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def far_tail(x):
    """a sqrt(2 pi) e^(a^2/2) times the normal distribution function at x = -a, for a above 1e5."""
    return mpmath.fsum(mpmath.fac2(2 * k - 1) * (-1) ** k / x ** (2 * k) for k in range(8))


def log_normal_cdf(x):
    if x < -1e5:
        return -x * x / 2 - mpmath.log(-x * mpmath.sqrt(2 * mpmath.pi)) + mpmath.log(far_tail(x))
    return mpmath.log1p(-normal_cdf(-x)) if x > 0 else mpmath.log(normal_cdf(x))


def mills(x):
    """The inverse Mills ratio, density over distribution function."""
    if x < -1e5:
        return -x / far_tail(x)
    return mpmath.npdf(x) / normal_cdf(x)


def mills_slope(x):
    """Its derivative; 80 digits more for the sum that cancels."""
    if x < -1e10:
        return -1 + 1 / x**2 - 6 / x**4
    with mp.workdps(140):
        return -mills(x) * (x + mills(x))


def tanh(x):
    return mpmath.tanh(x) if abs(x) < 1000 else mpmath.sign(x)


def power(x, y):
    if x < 0:
        return power(-x, y) * (-1 if int(y) % 2 else 1)
    exponent = y * mpmath.log(x)
    if abs(exponent) > 1000:
        return mpmath.inf if exponent > 0 else mpf(0)
    return mpmath.exp(exponent)


# function -> (value, lower end, upper end, points where something changes, special spans)
EVERYWHERE = (-LARGEST, LARGEST)
NON_NEGATIVE = (SUBNORMAL, LARGEST)
FUNCTIONS = {
    "exp": (mpmath.exp, (-745.2, 709.8), (0, 0.34657359, 1, -708.3964, -745.1332, 709.7827), ((-1, 1), (-745.2, -700))),
    "expm1": (mpmath.expm1, (-800, 709.8), (0, 0.34657359, -0.34657359, -37.4, 44.5, 709.7827), ((-1, 1), (-50, 50))),
    "expm1Minus": (expm1_minus, (-LARGEST, 709.8), (0, 0.3125, -0.3125, -50, 50, 709.7827), ((-1, 1), (-60, 60))),
    "tanh": (tanh, EVERYWHERE, (0, 0.17, 0.52, 19, 22), ((-1, 1), (-25, 25))),
    "log": (mpmath.log, NON_NEGATIVE, (1, 0.70710678, 1.41421356, 2, NORMAL, LARGEST), ((0.5, 2), (0.1, 10))),
    "log1p": (mpmath.log1p, (-0.9999999999999999, LARGEST), (0, -0.29289322, 0.41421356, -1, LARGEST), ((-1, 1), (-0.5, 10))),
    "log1pMinus": (log1p_minus, (-0.9999999999999999, LARGEST), (0, -0.29289322, 0.41421356, -1, 2.0**60), ((-1, 1), (-0.5, 10))),
    "lgamma": (lgamma, NON_NEGATIVE, (0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4.5, 6, 2.55e305, LARGEST), ((0, 3), (0, 12), (2, 200))),
    "lgamma1p": (lgamma1p, NON_NEGATIVE, (0.5, 1, 1.5, 2.5, 3.5, 4.5, 6, 2.55e305, LARGEST), ((0, 2), (0, 12), (2, 200))),
    "stirling": (stirling, NON_NEGATIVE, (1, 3, 6, LARGEST), ((0, 2), (0, 12), (2, 200))),
    "digamma": (digamma, NON_NEGATIVE, (1, ZERO_OF_DIGAMMA, 2, 6), ((0, 2), (1, 8), (2, 200))),
    "trigamma": (trigamma, NON_NEGATIVE, (7.458340731200207e-155, 1, 2, 6), ((0, 2), (1, 8), (2, 200))),
    "erf": (mpmath.erf, EVERYWHERE, (0, 1, 1.41421356, 3.53553391, 6), ((-1, 1), (-7, 7))),
    "logNormalCdf": (log_normal_cdf, (-LARGEST, 40), (0, -0.6875, 0.6875, -2, -5, -12, 20, 38.48), ((-2, 2), (-39, 39))),
    "mills": (mills, (-LARGEST, 40), (0, -0.6875, 0.6875, -2, -5, -12, 20, 38.48), ((-2, 2), (-39, 39))),
    "millsSlope": (mills_slope, (-LARGEST, 40), (0, -0.6875, 0.6875, -2, -5, -12, 20, 38.48), ((-2, 2), (-39, 39))),
    "normalCdf": (normal_cdf, (-39, LARGEST), (0, -0.6875, 0.6875, -2, -5, -12, -37.5, -38.48), ((-2, 2), (-39, 9))),
}


def from_bits(bits):
    return struct.unpack("<d", struct.pack("<q", bits))[0]


def to_bits(x):
    return struct.unpack("<q", struct.pack("<d", x))[0]


def any_exponent(generator, low, high):
    """A double of [low, high] with a random sign, exponent and mantissa."""
    while True:
        x = from_bits(generator.getrandbits(63)) * generator.choice((-1, 1))
        if low <= x <= high and x != 0:
            return x


def with_exponent(generator, low, high, span):
    """A double of [low, high] between 2^-span and 2^span in size."""
    while True:
        x = math.ldexp(1 + generator.random(), generator.randint(-span, span))
        x *= generator.choice((-1, 1))
        if low <= x <= high:
            return x


def around(generator, centre):
    """A double near the centre, at a distance of a random order."""
    if centre == 0:
        return math.ldexp(generator.random() - 0.5, -generator.randint(0, 60))
    if generator.random() < 0.5:
        return from_bits(to_bits(centre) + generator.randint(-8, 8))
    return centre * (1 + math.ldexp(generator.random() - 0.5, -generator.randint(0, 50)))


def points(name, count, seed):
    """Arguments of a function of one variable, sorted and all different."""
    _, (low, high), turns, spans = FUNCTIONS[name]
    generator = random.Random(f"{name} {seed}")
    found = {low, high}
    for x in (SUBNORMAL, -SUBNORMAL, NORMAL, -NORMAL, 1e-300, 1e-155, 1e-20, 0.5, 1.0, 2.0, 10.0):
        found.add(x)
        found.add(-x)
    while len(found) < count:
        found.add(any_exponent(generator, low, high))
        found.add(with_exponent(generator, low, high, 10))
        found.add(with_exponent(generator, low, high, 60))
        found.add(around(generator, generator.choice(turns)))
        found.add(generator.uniform(*generator.choice(spans)))
        found.add(math.ldexp(generator.getrandbits(40), -1074))
    return sorted(x for x in found if low <= x <= high and x != 0)


def power_points(count, seed):
    """Pairs for pow, many of them with a result inside the range of double."""
    generator = random.Random(f"pow {seed}")
    found = set()
    while len(found) < count:
        x = abs(any_exponent(generator, -LARGEST, LARGEST))
        near = 1 + math.ldexp(generator.random() - 0.5, -generator.randint(0, 50))
        for base in (x, near, math.ldexp(1 + generator.random(), generator.randint(-8, 8))):
            y = generator.uniform(-746, 710) / (math.log(base) or 1)
            if abs(y) <= LARGEST:
                found.add((base, y))
        found.add((x, with_exponent(generator, -8, 8, 8)))
        found.add((near, with_exponent(generator, -1e20, 1e20, 60)))
        found.add((x, any_exponent(generator, -LARGEST, LARGEST)))
        found.add((-near * 10, float(generator.randint(-300, 300))))
        found.add((generator.uniform(0, 100), generator.choice((0.5, -0.5, 1.5, 2.0, 3.0, -1.0))))
        edge = generator.choice((-1075.0, -1074.0, -1022.0, 1023.0, 1024.0))
        found.add((2.0, edge + generator.uniform(-1, 1)))
        found.add((2.0, edge))
    return sorted(found)


def write(name, rows, columns):
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = [
        f"# {name}: reference values by mpmath with 60 digits",
        "# made by reference/elementary.py; " + ", ".join(columns),
    ]
    for arguments, value in rows:
        size = abs(value)
        if size > mpf("1e400"):
            text = "Infinity" if value > 0 else "-Infinity"
        elif size < mpf("1e-400"):
            text = "0"
        else:
            text = mpmath.nstr(value, DIGITS)
        lines.append("\t".join([repr(x) for x in arguments] + [text]))
    (FOLDER / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="ascii", newline="\n")


def main():
    mp.dps = 60
    wanted = sys.argv[1:] or [*FUNCTIONS, "pow"]
    for name in wanted:
        if name == "pow":
            rows = [((x, y), power(mpf(x), mpf(y))) for x, y in power_points(1200, 1)]
            write(name, rows, ("x", "y", "x^y"))
        else:
            value = FUNCTIONS[name][0]
            rows = [((x,), value(mpf(x))) for x in points(name, 1000, 1)]
            write(name, rows, ("x", f"{name}(x)"))


if __name__ == "__main__":
    main()
