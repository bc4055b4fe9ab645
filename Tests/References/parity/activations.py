"""Activations number by number: values and derivatives over the whole range that Float can tell."""

import torch

from .layers import layer_of

KINDS = [
    ("relu", {}), ("leaky-relu", {}), ("elu", {}), ("elu", {"alpha": 0.5}), ("gelu", {}),
    ("gelu", {"approximate": "tanh"}), ("silu", {}), ("softplus", {}),
    ("softplus", {"beta": 2, "threshold": 3}), ("tanh", {}), ("sigmoid", {}),
]


def inputs():
    """Multiples of powers of two, both signs, dense where functions bend; none at a kink."""
    sizes = [2.0 ** -20, 2.0 ** -10, 2.0 ** -5] + [k / 8 for k in (1, 2, 3, 5, 7, 9, 11, 13)]
    sizes += [2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.5, 9.0, 12.0, 16.0, 19.5, 22.0, 40.0, 87.0, 300.0]
    return [sign * size for sign in (-1, 1) for size in sizes]


def activations():
    x = torch.tensor(inputs(), dtype=torch.float64, requires_grad=True)
    cases = []
    for kind, options in KINDS:
        module = layer_of(kind, options, [1])
        y = module(x)
        derivative, = torch.autograd.grad(y.sum(), x)
        node = {kind: options} if options else kind
        cases.append({"layer": node, "values": tiny_as_zero(y.detach()),
                      "derivatives": tiny_as_zero(derivative)})
    return cases


def tiny_as_zero(tensor):
    """Below Float's smallest normal number nothing is promised."""
    return torch.where(tensor.abs() < 1e-37, torch.zeros_like(tensor), tensor)
