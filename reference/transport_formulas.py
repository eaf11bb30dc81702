"""Distances between two samples by transport, derived by hand: predictions x, targets y."""

import math
from fractions import Fraction

from mpmath import mp, mpf

from loss_formulas import exp, minus

# The part of a plan that links two groups of points may be this many digits below the rest.
LINK_DIGITS = 60


def ascending(numbers):
    """The order of the numbers, of equal ones the first first."""
    return sorted(range(len(numbers)), key=lambda i: numbers[i])


def coupled(count, others):
    """(i, j, mass) of the two sorted samples along u; masses are integers that sum to count·others."""
    i = j = 0
    at = Fraction(0)
    while i < count and j < others:
        to = min(Fraction(i + 1, count), Fraction(j + 1, others))
        yield i, j, int((to - at) * count * others)
        i, j = i + (to == Fraction(i + 1, count)), j + (to == Fraction(j + 1, others))
        at = to


def wasserstein_1d(power):
    """sum of mass |x_(i) - y_(j)|^p over the monotone coupling; no root is taken."""

    def formula(targets, predictions):
        order, other_order = ascending(predictions), ascending(targets)
        value = mpf(0)
        gradient = [mpf(0)] * len(predictions)
        curvature = [mpf(0)] * len(predictions)
        for i, j, mass in coupled(len(order), len(other_order)):
            place = order[i]
            d = mp.fsub(predictions[place], targets[other_order[j]], exact=True)
            size = abs(d)
            value += mass * size**power
            if d != 0:
                gradient[place] += mass * power * size ** (power - 1) * mp.sign(d)
                curvature[place] += mass * power * (power - 1) * size ** (power - 2)
            elif 1 < power <= 2:
                curvature[place] += mass * 2 if power == 2 else mp.inf
        # Divided once, at the end: sums of rounded sixths would not cancel.
        total = len(order) * len(other_order)
        return value / total, [x / total for x in gradient], [x / total for x in curvature]

    power = mpf(power)
    return formula


def orders_and_signs(targets, predictions):
    """The region of the order of x and of the signs of the coupled differences."""
    order, other_order = ascending(predictions), ascending(targets)
    pairs = list(coupled(len(order), len(other_order)))
    signs = []
    for i, j, _ in pairs:
        x, y = predictions[order[i]], targets[other_order[j]]
        signs.append((x > y) - (x < y))
    tied = len(set(predictions)) < len(predictions)
    return (tuple(order), tuple(signs)), tied or 0 in signs, False


def wasserstein_textbook(power):
    """The integral of |F^-1 - G^-1|^p by quantiles at steps that both samples' steps contain."""

    def value(targets, predictions):
        x, y = sorted(predictions), sorted(targets)
        steps = range(len(x) * len(y))
        return mp.fsum(abs(x[k // len(y)] - y[k // len(x)]) ** power for k in steps) / len(steps)

    power = mpf(power)
    return value


class Plan:
    """The entropic plan between masses a and b: a_i b_j e^((f_i + g_j - C_ij)/epsilon).

    The potentials of the last plan of its kind are where the next one begins: an ulp away.
    """

    starts = {}

    def __init__(self, cost, epsilon, a, b, role):
        self.cost, self.epsilon, self.a, self.b = cost, epsilon, a, b
        if len(a) == 1 or len(b) == 1:
            self.masses = [[u * v for v in b] for u in a]
            shares = [(c, p) for row, part in zip(cost, self.masses) for c, p in zip(row, part)]
            self.value = mp.fsum(c * p for c, p in shares)
            return
        key = (len(a), len(b), epsilon, role)
        self.f, self.g = Plan.starts.get(key, ([], []))
        if not self.f or self.error() > 1e-6:
            self.f, self.g = iterated(cost, float(epsilon), len(a), len(b))
        self.improve()
        Plan.starts[key] = (self.f, self.g)
        # At the optimum the masses sum to one, which leaves sum f a + sum g b.
        parts = [u * v for u, v in zip(self.f, a)] + [u * v for u, v in zip(self.g, b)]
        self.value = mp.fsum(parts)

    def error(self):
        """The largest relative error of a marginal, after the plan is formed anew."""
        self.masses = [
            [u * v * exp((x + y - c) / self.epsilon) for v, y, c in zip(self.b, self.g, row)]
            for u, x, row in zip(self.a, self.f, self.cost)
        ]
        self.rows = [mp.fsum(row) for row in self.masses]
        self.sums = [mp.fsum(column) for column in zip(*self.masses)]
        pairs = list(zip(self.rows, self.a)) + list(zip(self.sums, self.b))
        return max(abs(got - wanted) / wanted for got, wanted in pairs)

    def improve(self):
        """Newton's steps on the dual, halved where they would make the marginals worse."""
        best = self.error()
        for _ in range(200):
            if best < mp.eps * 2**20:
                return
            f, g = self.f, self.g
            up, across = self.step()
            size = mpf(1)
            while True:
                self.f = [x + size * d for x, d in zip(f, up)]
                self.g = [x + size * d for x, d in zip(g, across)]
                error = self.error()
                if error < best:
                    break
                size /= 2
                if size < 1e-9:
                    raise AssertionError(f"no plan: marginals are off by {best}")
            best = error
        raise AssertionError("no plan")

    def step(self):
        """The last g stays; f is eliminated, which leaves a positive definite system for g."""
        masses, rows, epsilon = self.masses, self.rows, self.epsilon
        missing = [epsilon * (u - r) for u, r in zip(self.a, rows)]
        count = len(self.b) - 1
        system = []
        for j in range(count):
            line = [-mp.fsum(q[j] * q[k] / r for q, r in zip(masses, rows)) for k in range(count)]
            line[j] += self.sums[j]
            pulled = mp.fsum(q[j] * x / r for q, r, x in zip(masses, rows, missing))
            system.append(line + [epsilon * (self.b[j] - self.sums[j]) - pulled])
        across = solved(system) + [mpf(0)]
        up = []
        for q, r, x in zip(masses, rows, missing):
            up.append((x - mp.fsum(p * d for p, d in zip(q, across))) / r)
        return up, across


def solved(system):
    """The solution of a positive definite system whose right side is its last column."""
    count = len(system)
    for k in range(count):
        for i in range(k + 1, count):
            factor = system[i][k] / system[k][k]
            system[i] = [x - factor * y for x, y in zip(system[i], system[k])]
    solution = [mpf(0)] * count
    for k in reversed(range(count)):
        rest = mp.fsum(system[k][i] * solution[i] for i in range(k + 1, count))
        solution[k] = (system[k][count] - rest) / system[k][k]
    return solution


def iterated(cost, epsilon, rows, columns):
    """Potentials to a few digits, by updates in turn while epsilon falls to its value."""
    cost = [[float(c) for c in row] for row in cost]
    f, g = [0.0] * rows, [0.0] * columns
    # The same on every machine: the float operations here are only where Newton's steps begin.
    size = max(epsilon, max(map(max, cost)))
    while True:
        for _ in range(20 if size > epsilon else 200):
            f = [soft_minimum([c - y for c, y in zip(row, g)], size) for row in cost]
            turned = zip(*cost)
            g = [soft_minimum([c - x for c, x in zip(column, f)], size) for column in turned]
        if size == epsilon:
            return [mpf(x) for x in f], [mpf(x) for x in g]
        size = max(epsilon, size / 4)


def soft_minimum(numbers, epsilon):
    least = min(numbers)
    mean = sum(math.exp((least - x) / epsilon) for x in numbers) / len(numbers)
    return least - epsilon * math.log(mean)


def points_of(numbers, dimensions):
    return [numbers[i : i + dimensions] for i in range(0, len(numbers), dimensions)]


class Clouds:
    """Two clouds of points, with the costs |x - y|^p and the plan between them."""

    def __init__(self, x, y, power, epsilon, a=None, b=None, role="between"):
        def weights(given, count):
            masses = given or [mpf(1)] * count
            return [u / mp.fsum(masses) for u in masses]

        self.power = power
        with mp.extradps(LINK_DIGITS):
            self.falls = [[[u - v for u, v in zip(p, q)] for q in y] for p in x]
            self.sizes = [
                [mp.sqrt(mp.fsum(d * d for d in fall)) for fall in row] for row in self.falls
            ]
            cost = [[size**power for size in row] for row in self.sizes]
            self.plan = Plan(cost, epsilon, weights(a, len(x)), weights(b, len(y)), role)

    def value(self):
        return self.plan.value

    def gradient(self):
        """sum over j of mass_ij p |x - y|^(p - 2) (x - y) for every x_i; 0 at distance 0."""
        pulls = []
        for masses, falls, sizes in zip(self.plan.masses, self.falls, self.sizes):
            factors = [
                mpf(0) if size == 0 else mass * self.power * size ** (self.power - 2)
                for mass, size in zip(masses, sizes)
            ]
            for axis in range(len(falls[0])):
                terms = [factor * fall[axis] for factor, fall in zip(factors, falls)]
                positive = mp.fsum(t for t in terms if t > 0)
                pulls.append(minus(positive, mp.fsum(-t for t in terms if t < 0)))
        return pulls


def sinkhorn(epsilon, power, dimensions, debiased=False):
    """Debiased: S(x, y) - S(x, x)/2 - S(y, y)/2; S(x, x) changes by both of its arguments."""

    def formula(targets, predictions, a=None, b=None):
        x, y = points_of(predictions, dimensions), points_of(targets, dimensions)
        between = Clouds(x, y, power, epsilon, a, b)
        value, gradient = between.value(), between.gradient()
        if debiased:
            own = Clouds(x, x, power, epsilon, a, a, "own")
            other = Clouds(y, y, power, epsilon, b, b, "other")
            value = minus(value, (own.value() + other.value()) / 2)
            gradient = [minus(g, h) for g, h in zip(gradient, own.gradient())]
        return value, gradient, []

    epsilon, power = mpf(epsilon), mpf(power)
    return formula


def marginals_moved(formula, dimensions, tolerance):
    """The outputs where one of the masses, and with it the others, is off by the tolerance."""

    def nearby(targets, predictions):
        counts = len(predictions) // dimensions, len(targets) // dimensions
        for side, count in enumerate(counts):
            for place in range(count if count > 1 else 0):
                rest = -mpf(tolerance) / 2 / (count - 1)
                masses = [mpf(1) / count + rest for _ in range(count)]
                masses[place] += mpf(tolerance) / 2 - rest
                given = (masses, None) if side == 0 else (None, masses)
                value, gradient, _ = formula(targets, predictions, *given)
                yield [value, *gradient]

    return nearby
