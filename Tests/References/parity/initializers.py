"""The laws that PyTorch's initialisers draw from, with the numbers they depend on."""

import math

import torch
from torch.nn import init

SHAPES = [(40, 64), (64, 40), (100, 25), (1, 2000)]  # out, in as PyTorch lays weights out


def lecun_bound(fan_in):
    """LeCun's rule is Kaiming's with gain 1 (a linear unit)."""
    return math.sqrt(3) * init.calculate_gain("linear") / math.sqrt(fan_in)


def law_of(kind, out, fan_in):
    """The law and its width, from PyTorch's own gains and fans."""
    relu = init.calculate_gain("relu")
    laws = {
        "pytorch": ("uniform", math.sqrt(3) * init.calculate_gain("leaky_relu", math.sqrt(5))
                    / math.sqrt(fan_in)),
        "glorot-uniform": ("uniform", math.sqrt(6 / (fan_in + out))),
        "glorot-normal": ("normal", math.sqrt(2 / (fan_in + out))),
        "he-uniform": ("uniform", math.sqrt(3) * relu / math.sqrt(fan_in)),
        "he-normal": ("normal", relu / math.sqrt(fan_in)),
        "lecun-uniform": ("uniform", lecun_bound(fan_in)),
        "lecun-normal": ("normal", lecun_bound(fan_in) / math.sqrt(3)),
    }
    return laws[kind]


def check(kind, out, fan_in, law, width):
    """Draws with PyTorch's function and sees that the law is the one it draws from."""
    draw = {
        "pytorch": lambda w: init.kaiming_uniform_(w, a=math.sqrt(5)),
        "glorot-uniform": init.xavier_uniform_,
        "glorot-normal": init.xavier_normal_,
        "he-uniform": lambda w: init.kaiming_uniform_(w, nonlinearity="relu"),
        "he-normal": lambda w: init.kaiming_normal_(w, nonlinearity="relu"),
        "lecun-uniform": lambda w: init.kaiming_uniform_(w, nonlinearity="linear"),
        "lecun-normal": lambda w: init.kaiming_normal_(w, nonlinearity="linear"),
    }[kind]
    torch.manual_seed(0)
    draws = torch.cat([draw(torch.empty(out, fan_in)).flatten() for _ in range(50)])
    if law == "uniform":
        assert 0.999 * width < draws.abs().max() <= width * (1 + 1e-6), (kind, out, fan_in)
    else:
        assert abs(draws.std() / width - 1) < 0.01, (kind, out, fan_in)


def initializers():
    kinds = ["pytorch", "glorot-uniform", "glorot-normal", "he-uniform", "he-normal",
             "lecun-uniform", "lecun-normal"]
    cases = []
    for kind in kinds:
        for out, fan_in in SHAPES:
            law, width = law_of(kind, out, fan_in)
            check(kind, out, fan_in, law, width)
            case = {"initializer": kind, "out": out, "in": fan_in, "law": law, "width": width}
            if kind == "pytorch":
                case["bias"] = 1 / math.sqrt(fan_in)  # uniform as well, as nn.Linear draws it
            cases.append(case)
    return cases
