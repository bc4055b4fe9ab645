"""Networks and losses in PyTorch, built from the `training` part of a spec."""

import torch
from torch import nn


def kind_and_options(node):
    """A kind is a string, or an object with one key whose value holds the options."""
    if isinstance(node, str):
        return node, {}
    (kind, options), = node.items()
    return kind, options


def layer_of(kind, options, width):
    """The module of a layer on rows of `width` numbers, and how wide its output is."""
    if kind == "dense":
        units, bias = (options["units"], options["bias"]) if isinstance(options, dict) else (
            options, True)
        return nn.Linear(width, units, bias=bias), units
    if kind == "dropout":
        return nn.Dropout(options), width
    if kind == "batch-norm":
        eps, momentum = options.get("epsilon", 1e-5), options.get("momentum", 0.1)
        return nn.BatchNorm1d(width, eps=eps, momentum=momentum), width
    activations = {
        "identity": lambda: nn.Identity(),
        "relu": lambda: nn.ReLU(),
        "leaky-relu": lambda: nn.LeakyReLU(options.get("slope", 0.01)),
        "elu": lambda: nn.ELU(options.get("alpha", 1.0)),
        "gelu": lambda: nn.GELU(approximate=options.get("approximate", "none")),
        "silu": lambda: nn.SiLU(),
        "softplus": lambda: nn.Softplus(options.get("beta", 1.0), options.get("threshold", 20.0)),
        "tanh": lambda: nn.Tanh(),
        "sigmoid": lambda: nn.Sigmoid(),
        "softmax": lambda: nn.Softmax(dim=1),
        "log-softmax": lambda: nn.LogSoftmax(dim=1),
    }
    return activations[kind](), width


def build(model, width):
    """A network whose modules bear our names: dense1, leakyrelu2, batchnorm1."""
    network, counts = nn.Sequential(), {}
    for node in model:
        kind, options = kind_and_options(node)
        module, width = layer_of(kind, options, width)
        base = kind.replace("-", "")
        counts[base] = counts.get(base, 0) + 1
        network.add_module(f"{base}{counts[base]}", module)
    return network


def class_weights_of(setting, classes, count, dtype):
    """The weights as listed, or "balanced": rows / (classes x rows of the class)."""
    if setting is None:
        return None
    if setting == "balanced":
        rows = torch.bincount(classes, minlength=count).to(dtype)
        return len(classes) / (count * rows)
    return torch.tensor(setting, dtype=dtype)


def loss_of(node, classes, count, dtype):
    """The loss as a function of outputs and targets (class indices, or one row of values each)."""
    kind, options = kind_and_options(node)
    reduction = options.get("reduction", "mean")
    reduced = torch.mean if reduction == "mean" else torch.sum
    if kind == "mse":
        return nn.MSELoss(reduction=reduction)
    if kind == "mae":
        return nn.L1Loss(reduction=reduction)
    if kind == "huber":
        return nn.HuberLoss(reduction=reduction, delta=options.get("delta", 1.0))
    if kind == "bce":
        return nn.BCELoss(reduction=reduction)
    if kind == "bce-with-logits":
        weight = options.get("positive-weight")
        weight = None if weight is None else torch.tensor(weight, dtype=dtype)
        return nn.BCEWithLogitsLoss(reduction=reduction, pos_weight=weight)
    if kind == "cross-entropy":
        return nn.CrossEntropyLoss(
            weight=class_weights_of(options.get("class-weights"), classes, count, dtype),
            label_smoothing=options.get("label-smoothing", 0.0), reduction=reduction)
    if kind == "nll":
        return nn.NLLLoss(reduction=reduction)
    if kind == "bce-by-hand":
        return lambda p, y: reduced(-(y * torch.log(p) + (1 - y) * torch.log(1 - p)))
    if kind == "mse-broadcast":
        # Outputs are (N, 1); targets as (1, N) stand against each of them.
        return lambda p, y: reduced((p - y.reshape(1, -1)) ** 2)
    raise ValueError(kind)

