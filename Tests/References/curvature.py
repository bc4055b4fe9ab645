#!/usr/bin/env python3
"""Writes the fixture that holds measured curvature to PyTorch's second derivatives.

    python3 Tests/References/curvature.py    # writes Tests/ParityTests/Fixtures/curvature.json

For cases of engine.py, at their initial parameters: the largest eigenvalue of the Hessian of the loss
over all training rows in train mode, from the whole matrix in float64.
"""

import pathlib

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel

from engine import FIXTURES, data_of, initial_of, rounded, text_of
from parity import drawn
from parity.families import FLAT, SHAPED
from parity.networks import build, kind_and_options, loss_of

FLAT_FAMILIES = ("layers", "losses", "combinations")
SHAPED_FAMILIES = (
    "convolutions", "pools", "shaping", "normalizations", "recurrent", "embeddings", "attention",
    "blocks", "networks")
LARGEST = 500
LEFT_OUT = ("dropout",)
# Its gradient passes a bound as if it were not there, so that it is no gradient of anything.
NOT_SYMMETRIC = "gaussian-nll, given variances, raised to epsilon"


def cases():
    """Family, name, `training`, data and initial parameters of each case."""
    for family in FLAT_FAMILIES:
        for name, data_name, training in FLAT[family]():
            initial = initial_of(training["model"], False)[1]
            yield family, name, training, data_of(data_name), initial
    for family in SHAPED_FAMILIES:
        for name, description, training in SHAPED[family]():
            network = build(training["model"], description["shape"])
            shapes = {key: list(p.shape) for key, p in network.named_parameters()}
            data, initial = drawn.data_set(description), drawn.initial_of(shapes)
            yield family, name, training, data, initial


def largest_eigenvalue(training, data, initial):
    x = torch.tensor(data["training"]["features"], dtype=torch.float64)
    part = data["training"]
    y = (torch.tensor(part["classes"]) if "classes" in part
         else torch.tensor(part["values"], dtype=torch.float64))
    network = build(training["model"], x.shape[1:]).to(torch.float64)
    named = dict(network.named_parameters())
    with torch.no_grad():
        for name, parameter in named.items():
            values = torch.tensor(initial[name], dtype=torch.float64)
            parameter.copy_(values.reshape(parameter.shape))
    frozen = training.get("freeze", [])
    parameters = [p for name, p in named.items() if name.split(".")[0] not in frozen]
    loss = loss_of(training["loss"], y, data.get("count"), torch.float64)(network(x), y)
    _, options = kind_and_options(training["loss"])
    if options.get("reduction") == "sum":
        batch = len(x) if training["batch"] == "all" else min(training["batch"], len(x))
        loss = loss * batch / len(x)
    gradients = torch.autograd.grad(loss, parameters, create_graph=True)
    flat = torch.cat([g.flatten() for g in gradients])
    rows = []
    for value in flat:
        if value.requires_grad:
            row = torch.autograd.grad(value, parameters, retain_graph=True, allow_unused=True)
        else:
            row = [None] * len(parameters)
        rows.append(torch.cat([
            torch.zeros(p.numel(), dtype=torch.float64) if r is None else r.flatten()
            for r, p in zip(row, parameters)]))
    hessian = torch.stack(rows)
    for name, parameter in named.items():
        if "l2" in training:
            raise ValueError(f"{name}: penalties are not part of these losses")
    return torch.linalg.eigvalsh((hessian + hessian.T) / 2)


def main():
    torch.set_num_threads(1)
    found, named = [], {}
    for family, name, training, data, initial in cases():
        place = named[family, name] = named.get((family, name), -1) + 1
        text = str(training["model"])
        count = sum(torch.tensor(values).numel() for values in initial.values())
        # A frozen block's name is none of its layers'.
        layers = {key.split(".")[0] for key in initial}
        if not layers.issuperset(training.get("freeze", [])):
            continue
        if any(word in text for word in LEFT_OUT) or count > LARGEST or "l2" in training or name == NOT_SYMMETRIC:
            continue
        try:
            # The fused kernels of attention have no second derivative.
            with sdpa_kernel(SDPBackend.MATH):
                values = largest_eigenvalue(training, data, initial)
        except RuntimeError as error:
            if "not implemented" not in str(error):
                raise
            print(f"{family:15} {count:4} left out: {name}: {error}")
            continue
        print(f"{family:15} {count:4} {values[-1].item():10.4g} {values[-2].item():10.4g}  {name}")
        found.append({
            "family": family, "name": name, "place": place, "largest": float(values[-1])})
    text = text_of({"cases": rounded(found)})
    pathlib.Path(FIXTURES / "curvature.json").write_text(text)


if __name__ == "__main__":
    main()
