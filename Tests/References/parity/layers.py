"""Single layers in PyTorch, by the names and settings that a spec gives them."""

import math

import torch
from torch import nn
from torch.nn import functional


class Function(nn.Module):
    """A module without parameters."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


class Tokens(nn.Embedding):
    """An embedding of whole numbers that come as floating-point ones, as all rows do."""

    def forward(self, x):
        return super().forward(x.long())


class Recurrent(nn.Module):
    """One of PyTorch's recurrent networks that hands on the last state or the sequence."""

    def __init__(self, kind, inputs, options):
        super().__init__()
        more = {"nonlinearity": options.get("activation", "tanh")} if kind == "rnn" else {}
        self.is_bidirectional = options.get("bidirectional", False)
        self.output = options.get("output", "last")
        self.cells = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[kind](
            inputs, options["hidden"], options.get("layers", 1), bias=options.get("bias", True),
            bidirectional=self.is_bidirectional, batch_first=True, **more)

    def forward(self, x):
        sequence, state = self.cells(x)
        if self.output == "sequence":
            return sequence
        state = state[0] if isinstance(state, tuple) else state
        return torch.cat([state[-2], state[-1]], 1) if self.is_bidirectional else state[-1]


def causal_mask(steps, like):
    """True where a step must not look."""
    return torch.ones(steps, steps, dtype=torch.bool, device=like.device).triu(1)


class SelfAttention(nn.MultiheadAttention):
    """Multi-head attention of a sequence to itself."""

    def __init__(self, width, options):
        super().__init__(
            width, options["heads"], bias=options.get("bias", True), batch_first=True)
        self.is_causal = options.get("causal", False)

    def forward(self, x):
        mask = causal_mask(x.shape[1], x) if self.is_causal else None
        return super().forward(x, x, x, need_weights=False, attn_mask=mask)[0]


class ScaledDotProductAttention(nn.Module):
    def __init__(self, options):
        super().__init__()
        self.heads, self.is_causal = options.get("heads", 1), options.get("causal", False)

    def forward(self, x):
        heads = x.unflatten(2, (self.heads, -1)).transpose(1, 2)
        y = functional.scaled_dot_product_attention(
            heads, heads, heads, is_causal=self.is_causal)
        return y.transpose(1, 2).flatten(2)


class PositionalEncoding(nn.Module):
    """Adds sines and cosines of the step, as in "Attention Is All You Need", or learned rows."""

    def __init__(self, width, options):
        super().__init__()
        self.weight = None
        if options.get("kind", "sinusoidal") == "learned":
            self.weight = nn.Parameter(torch.zeros(options["maximum-steps"], width))

    def forward(self, x):
        steps, width = x.shape[1:]
        if self.weight is not None:
            return x + self.weight[:steps]
        step = torch.arange(steps, dtype=torch.float64).unsqueeze(1)
        rate = torch.exp(
            torch.arange(0, width, 2, dtype=torch.float64) * (-math.log(10000.0) / width))
        encoding = torch.zeros(steps, width, dtype=torch.float64)
        encoding[:, 0::2] = torch.sin(step * rate)
        encoding[:, 1::2] = torch.cos(step * rate)[:, :width // 2]
        return x + encoding.to(x.dtype)


def sides(value):
    return tuple(value) if isinstance(value, list) else value


def convolution(kind, o, shape):
    rule = nn.Conv1d if kind == "conv1d" else nn.Conv2d
    padding = o.get("padding", 0)
    padding = {"valid": 0, "same": "same"}[padding] if isinstance(padding, str) else sides(padding)
    return rule(
        shape[0], o["channels"], sides(o["kernel"]), stride=sides(o.get("stride", 1)),
        padding=padding, dilation=sides(o.get("dilation", 1)), groups=o.get("groups", 1),
        bias=o.get("bias", True))


def pool(kind, o, shape):
    size = kind[-2:]
    if kind.startswith("adaptive"):
        rules = {"adaptive-average-pool1d": nn.AdaptiveAvgPool1d,
                 "adaptive-average-pool2d": nn.AdaptiveAvgPool2d,
                 "adaptive-max-pool1d": nn.AdaptiveMaxPool1d,
                 "adaptive-max-pool2d": nn.AdaptiveMaxPool2d}
        return rules[kind](sides(o["size"]))
    kernel, stride = sides(o["kernel"]), sides(o["stride"]) if "stride" in o else None
    padding = sides(o.get("padding", 0))
    if kind.startswith("max"):
        rule = nn.MaxPool1d if size == "1d" else nn.MaxPool2d
        return rule(kernel, stride, padding, dilation=sides(o.get("dilation", 1)))
    rule = nn.AvgPool1d if size == "1d" else nn.AvgPool2d
    return rule(kernel, stride, padding, count_include_pad=o.get("count-include-pad", True))


def norm(kind, o, shape):
    eps, affine = o.get("epsilon", 1e-5), o.get("affine", True)
    if kind == "batch-norm":
        rule = nn.BatchNorm2d if len(shape) == 3 else nn.BatchNorm1d
        return rule(shape[0], eps=eps, momentum=o.get("momentum", 0.1))
    if kind == "layer-norm":
        axes = shape if o.get("axes", "last") == "all" else shape[-1:]
        return nn.LayerNorm(tuple(axes), eps=eps, elementwise_affine=affine)
    if kind == "group-norm":
        return nn.GroupNorm(o["groups"], shape[0], eps=eps, affine=affine)
    return nn.RMSNorm(shape[-1], eps=o.get("epsilon"), elementwise_affine=affine)


def activation(kind, o, _):
    return {
        "identity": lambda: nn.Identity(),
        "relu": lambda: nn.ReLU(),
        "leaky-relu": lambda: nn.LeakyReLU(o.get("slope", 0.01)),
        "elu": lambda: nn.ELU(o.get("alpha", 1.0)),
        "gelu": lambda: nn.GELU(approximate=o.get("approximate", "none")),
        "silu": lambda: nn.SiLU(),
        "softplus": lambda: nn.Softplus(o.get("beta", 1.0), o.get("threshold", 20.0)),
        "tanh": lambda: nn.Tanh(),
        "sigmoid": lambda: nn.Sigmoid(),
        "softmax": lambda: nn.Softmax(dim=-1),
        "log-softmax": lambda: nn.LogSoftmax(dim=-1),
    }[kind]()


def global_pool(kind, o, _):
    if kind == "global-max-pool":
        return Function(lambda x: x.flatten(2).amax(2))
    return Function(lambda x: x.flatten(2).mean(2))


RULES = {
    "dense": lambda k, o, s: nn.Linear(s[-1], o["units"], bias=o.get("bias", True)),
    "dropout": lambda k, o, s: nn.Dropout(o["rate"]),
    "dropout2d": lambda k, o, s: nn.Dropout2d(o["rate"]),
    "flatten": lambda k, o, s: nn.Flatten(),
    "reshape": lambda k, o, s: nn.Unflatten(1, tuple(o["shape"])) if len(s) == 1 else (
        nn.Sequential(nn.Flatten(), nn.Unflatten(1, tuple(o["shape"])))),
    "transpose": lambda k, o, s: Function(lambda x: x.transpose(-1, -2)),
    "pad": lambda k, o, s: Function(
        lambda x: functional.pad(x, o["padding"], value=o.get("value", 0.0))),
    "embedding": lambda k, o, s: Tokens(
        o["vocabulary"], o["dimension"], padding_idx=o.get("padding-index")),
    "self-attention": lambda k, o, s: SelfAttention(s[-1], o),
    "scaled-dot-product-attention": lambda k, o, s: ScaledDotProductAttention(o),
    "positional-encoding": lambda k, o, s: PositionalEncoding(s[-1], o),
    **dict.fromkeys(["conv1d", "conv2d"], convolution),
    **dict.fromkeys(
        ["max-pool1d", "max-pool2d", "average-pool1d", "average-pool2d",
         "adaptive-average-pool1d", "adaptive-average-pool2d", "adaptive-max-pool1d",
         "adaptive-max-pool2d"], pool),
    **dict.fromkeys(["global-average-pool", "global-max-pool"], global_pool),
    **dict.fromkeys(["batch-norm", "layer-norm", "group-norm", "rms-norm"], norm),
    **dict.fromkeys(["rnn", "lstm", "gru"], lambda k, o, s: Recurrent(k, s[-1], o)),
}
# The key whose value may stand alone: {"dense": 3}.
MAIN = {
    "dense": "units", "dropout": "rate", "dropout2d": "rate", "conv1d": "channels",
    "conv2d": "channels", "embedding": "dimension", "reshape": "shape", "pad": "padding",
    "rnn": "hidden", "lstm": "hidden", "gru": "hidden", "self-attention": "heads",
    "group-norm": "groups", "leaky-relu": "slope", "elu": "alpha",
    **dict.fromkeys(["max-pool1d", "max-pool2d", "average-pool1d", "average-pool2d"], "kernel"),
    **dict.fromkeys(
        ["adaptive-average-pool1d", "adaptive-average-pool2d", "adaptive-max-pool1d",
         "adaptive-max-pool2d"], "size"),
    "residual": "layers", "transformer-block": "heads", "positional-encoding": "kind",
}


def settings_of(kind, options):
    """The settings as an object where the value of the main one stands alone."""
    return options if isinstance(options, dict) else {MAIN[kind]: options}


def layer_of(kind, options, shape):
    """The module of a layer on rows of a shape."""
    return RULES.get(kind, activation)(kind, settings_of(kind, options), shape)
