"""How PyTorch's layers start by default: the law of each tensor, seen from many draws."""

import math

import torch

from .networks import build

CASES = [
    ({"conv1d": {"channels": 24, "kernel": 5}}, [16, 9]),
    ({"conv2d": {"channels": 24, "kernel": [3, 2], "groups": 2}}, [16, 5, 5]),
    ({"embedding": {"dimension": 30, "vocabulary": 40}}, [4]),
    ({"rnn": 40}, [3, 24]),
    ({"lstm": {"hidden": 24, "layers": 2, "bidirectional": True}}, [3, 10]),
    ({"gru": {"hidden": 30, "bias": False}}, [3, 24]),
    ({"self-attention": 4}, [3, 40]),
    ({"batch-norm": {}}, [6, 3, 3]), ({"layer-norm": {}}, [3, 6]), ({"rms-norm": {}}, [3, 6]),
    ({"layer-norm": {"axes": "all"}}, [3, 6]), ({"group-norm": 2}, [6, 3, 3]),
    ({"transformer-block": {"heads": 2, "feed-forward": 50, "dropout": 0}}, [3, 24]),
]
NETWORKS = 40


def law_of(name, draws, shape, hidden):
    """A constant, or the one of the widths that PyTorch's documentation names which fits."""
    if (draws == draws[0]).all():
        return {"law": "constant", "value": draws[0].item()}
    fan_in = math.prod(shape[1:])
    largest, deviation = draws.abs().max().item(), draws.std().item()
    if abs(deviation * math.sqrt(3) / largest - 1) > 0.05:
        assert abs(deviation - 1) < 0.02, (name, deviation)
        return {"law": "normal", "width": 1}
    widths = {1 / math.sqrt(fan_in), math.sqrt(6 / (fan_in + shape[0])), 1 / math.sqrt(hidden)}
    fitting = [width for width in widths if 0.995 * width < largest <= width * (1 + 1e-6)]
    assert fitting, (name, largest, widths)
    return {"law": "uniform", "width": min(fitting)}


def defaults():
    torch.manual_seed(0)
    cases = []
    for layer, shape in CASES:
        networks = [build([layer], shape) for _ in range(NETWORKS)]
        (_, options), = layer.items()
        hidden = options.get("hidden", 0) if isinstance(options, dict) else options
        tensors = {}
        fan_in = 1
        for name, parameter in networks[0].named_parameters():
            if parameter.dim() > 1:
                fan_in = math.prod(parameter.shape[1:])
            # A bias starts by the fan of the weight before it.
            sizes = list(parameter.shape) if parameter.dim() > 1 else [len(parameter), fan_in]
            draws = torch.cat([n.get_parameter(name).detach().flatten() for n in networks])
            tensors[name] = law_of(name, draws, sizes, hidden or fan_in)
        for name, buffer in networks[0].named_buffers():
            if "running" in name:
                tensors[name] = law_of(name, buffer.flatten(), [1, 1], 1)
        cases.append({"layer": layer, "shape": shape, "tensors": tensors})
    return cases
