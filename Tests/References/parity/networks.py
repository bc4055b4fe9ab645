"""Networks and losses in PyTorch, built from the `training` part of a spec."""

import re

import torch
from torch import nn

from .layers import causal_mask, layer_of, settings_of
from .losses import binary_focal, binary_hinge, focal, gaussian


def kind_and_options(node):
    """A kind is a string, or an object with one key whose value holds the options."""
    if isinstance(node, str):
        return node, {}
    (kind, options), = node.items()
    return kind, options


class Network(nn.Module):
    """Modules that bear our names in the order of their places: dense1, leakyrelu2, batchnorm1.

    Layers within blocks are the network's own modules too; a block is a function that calls them.
    """

    def __init__(self, model, shape):
        super().__init__()
        self.counts, self.inside = {}, {}
        self.stages, self.shape = self.chain(model, list(shape))

    def forward(self, x):
        return self.stages(x)

    def chain(self, model, shape):
        """A function that applies the layers one after another, and its rows' shape."""
        functions = []
        for node in model:
            function, shape = self.stage(*kind_and_options(node), shape)
            functions.append(function)

        def apply(x):
            for function in functions:
                x = function(x)
            return x
        return apply, shape

    def stage(self, kind, options, shape):
        options = settings_of(kind, options)
        if kind == "residual":
            return self.residual(options, shape)
        if kind == "parallel":
            return self.parallel(options, shape)
        if kind == "transformer-block":
            return self.transformer_block(options, shape), shape
        module = layer_of(kind, options, shape)
        self.enter(kind, module.cells if hasattr(module, "cells") else module)
        module.eval()
        with torch.no_grad():
            after = list(module(torch.zeros(1, *shape)).shape[1:])
        module.train()
        return module, after

    def enter(self, kind, module):
        """Makes the module one of ours, under its kind and its number among its kind."""
        base = re.sub("[12]d$", "", kind).replace("-", "")
        self.counts[base] = self.counts.get(base, 0) + 1
        self.add_module(f"{base}{self.counts[base]}", module)

    def is_frozen(self, parameter, frozen):
        """Whether the list names the parameter's layer, or a block around it."""
        layer = parameter.split(".")[0]
        return any(layer == name or layer in self.inside.get(name, []) for name in frozen)

    def residual(self, options, shape):
        before = len(list(self.children()))
        layers, after = self.chain(options["layers"], shape)
        shortcut, _ = self.chain(options.get("projection", []), shape)
        self.counts["residual"] = self.counts.get("residual", 0) + 1
        inside = [name for name, _ in self.named_children()][before:]
        self.inside[f"residual{self.counts['residual']}"] = inside
        return (lambda x: shortcut(x) + layers(x)), after

    def parallel(self, options, shape):
        branches = [self.chain(branch, shape) for branch in options["branches"]]
        join = options.get("join", "concatenate")
        if join == "add":
            return (lambda x: sum(branch(x) for branch, _ in branches)), branches[0][1]
        axis, after = -1 if join == "concatenate-last" else 0, list(branches[0][1])
        after[axis] = sum(shape[axis] for _, shape in branches)
        rows_axis = axis if axis < 0 else axis + 1
        return (lambda x: torch.cat([branch(x) for branch, _ in branches], rows_axis)), after

    def transformer_block(self, o, shape):
        """PyTorch's own encoder layer, its parts under the names of the layers we make it of."""
        block = nn.TransformerEncoderLayer(
            shape[-1], o["heads"], o.get("feed-forward", 2048), dropout=o["dropout"],
            activation=o.get("activation", "relu"), batch_first=True,
            norm_first=o.get("norm-first", False))
        is_causal = o.get("causal", False)
        parts = [("self-attention", block.self_attn), ("layer-norm", block.norm1),
                 ("dense", block.linear1), ("dense", block.linear2)]
        # The feed-forward's norm stands before or after it.
        parts.insert(2 if o.get("norm-first") else 4, ("layer-norm", block.norm2))
        if o.get("norm-first"):
            parts[:2] = reversed(parts[:2])
        for kind, part in parts:
            self.enter(kind, part)

        def apply(x):
            mask = causal_mask(x.shape[1], x) if is_causal else None
            return block(x, src_mask=mask)
        return apply


def build(model, shape):
    return Network(model, shape)


def class_weights_of(setting, classes, count, dtype):
    """The weights as listed, or "balanced": rows / (classes x rows of the class)."""
    if setting is None:
        return None
    if setting == "balanced":
        rows = torch.bincount(classes, minlength=count).to(dtype)
        return len(classes) / (count * rows)
    return torch.tensor(setting, dtype=dtype)


def loss_of(node, targets, count, dtype):
    """The loss as a function of outputs and targets.

    Targets are a class each, a class at each step, or a row of values each. Of sequences, every
    step is a row of its own.
    """
    if targets.dim() == 2 and not targets.is_floating_point():
        by_step = loss_of(node, targets.flatten(), count, dtype)
        return lambda outputs, steps: by_step(outputs.flatten(0, 1), steps.flatten())
    return loss_of_rows(node, targets, count, dtype)


def loss_of_rows(node, classes, count, dtype):
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
    if kind in ("focal", "hinge"):
        weight = class_weights_of(options.get("class-weights"), classes, count, dtype)
        if "alpha" in options:
            weight = torch.tensor([1 - options["alpha"], options["alpha"]], dtype=dtype)
    if kind == "focal":
        several, one = focal, binary_focal
        gamma = options.get("gamma", 2.0)
        return lambda z, y: reduced((one if z.shape[1] == 1 else several)(z, y, gamma, weight))
    if kind == "hinge":
        margin = options.get("margin", 1.0)
        several = nn.MultiMarginLoss(margin=margin, weight=weight, reduction=reduction)
        return lambda z, y: (
            reduced(binary_hinge(z, y, margin, weight)) if z.shape[1] == 1 else several(z, y))
    if kind == "kl-divergence":
        return nn.KLDivLoss(reduction=reduction)
    if kind == "gaussian-nll":
        loss = nn.GaussianNLLLoss(eps=options.get("epsilon", 1e-6), reduction=reduction)
        return lambda z, y: gaussian(loss, z, y, options.get("variance", "softplus"))
    if kind == "bce-by-hand":
        return lambda p, y: reduced(-(y * torch.log(p) + (1 - y) * torch.log(1 - p)))
    if kind == "mse-broadcast":
        # Outputs are (N, 1); targets as (1, N) stand against each of them.
        return lambda p, y: reduced((p - y.reshape(1, -1)) ** 2)
    raise ValueError(kind)

