"""Losses of two classes, derived by hand; see loss_formulas. m = y z, and y^2 = 1."""

from mpmath import mp, mpf

from loss_arithmetic import exact_difference
from loss_formulas import binary_cross_entropy, exp, sigmoid, single, softplus


def squared_hinge(targets, predictions):
    y, z = targets[0], predictions[0]
    violation = exact_difference(1, y * z)
    return single(violation**2, -2 * y * violation, 2) if violation > 0 else single(0, 0, 0)


def modified_huber(targets, predictions):
    y, z = targets[0], predictions[0]
    if y * z < -1:
        return single(-4 * y * z, -4 * y, 0)
    return squared_hinge(targets, predictions)


def exponential(targets, predictions):
    y, z = targets[0], predictions[0]
    power = exp(-y * z)
    return single(power, -y * power, power)


def perceptron(targets, predictions):
    y, z = targets[0], predictions[0]
    return single(-y * z, -y, 0) if y * z < 0 else single(0, 0, 0)


def logistic_margin(targets, predictions):
    y, z = targets[0], predictions[0]
    wrong = sigmoid(-y * z)
    return single(softplus(-y * z), -y * wrong, wrong * sigmoid(y * z))


def multilabel_cross_entropy(weights):
    """The sum over the labels; a single weight is the weight of every label."""

    def formula(targets, predictions):
        each = weights if isinstance(weights, list) else [weights] * len(targets)
        labels = [
            binary_cross_entropy(weight)([y], [z])
            for weight, y, z in zip(each, targets, predictions)
        ]
        value = sum((label[0] for label in labels), mpf(0))
        return value, [label[1][0] for label in labels], [label[2][0] for label in labels]

    return formula


def logistic_margin_textbook(targets, predictions):
    return mp.log(1 + mp.exp(-targets[0] * predictions[0]))
