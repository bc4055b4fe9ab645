#!/usr/bin/env python3
"""Trains the arms of spec.json with PyTorch as well and compares the losses step by step.

    python3 compare.py [path of lossreport]

Needs PyTorch and NumPy. Writes initial.safetensors, runs
`lossreport compare spec.json --record every-step`, and exits with 1 where a loss differs by more
than 1e-5 of its size.
"""

import csv
import json
import math
import pathlib
import struct
import subprocess
import sys
import tempfile

import torch
from torch import nn

HERE = pathlib.Path(__file__).parent
# Float has 24 bits; over 150 steps PyTorch itself strays by 3e-7 from a run in float64.
TOLERANCE = 1e-5


def rows_of(path, classes=None):
    """Features, class numbers and class names; classes are numbered in the order of their names."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    features = torch.tensor([[float(row[name]) for name in list(row)[:-1]] for row in rows])
    labels = [row["size"] for row in rows]
    classes = classes or sorted(set(labels))
    return features, torch.tensor([classes.index(label) for label in labels]), classes


def network_of(model, width, classes):
    """The layers under lossreport's names, so that state_dict() bears them too."""
    activations = {"gelu": nn.GELU, "tanh": nn.Tanh, "relu": nn.ReLU}
    network, counts = nn.Sequential(), {}
    for layer in model:
        if isinstance(layer, dict):
            options = layer["dense"] if isinstance(layer["dense"], dict) else {
                "units": layer["dense"]}
            units = classes if options["units"] == "classes" else options["units"]
            module = nn.Linear(width, units, bias=options.get("bias", True))
            kind, width = "dense", units
        elif layer == "batch-norm":
            kind, module = "batchnorm", nn.BatchNorm1d(width)
        else:
            kind, module = layer, activations[layer]()
        counts[kind] = counts.get(kind, 0) + 1
        network.add_module(f"{kind}{counts[kind]}", module)
    return network


def write_safetensors(tensors, path):
    """The format in full: the header's length, the header in JSON, the numbers."""
    header, data = {}, b""
    for name, tensor in tensors.items():
        raw = struct.pack(f"<{tensor.numel()}f", *tensor.detach().flatten().tolist())
        header[name] = {
            "dtype": "F32", "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def optimizer_of(node, parameters):
    (kind, options), = node.items()
    if kind == "sgd":
        return torch.optim.SGD(parameters, lr=options["lr"], momentum=options["momentum"])
    return torch.optim.AdamW(parameters, lr=options["lr"])


def train(training, network, rows, held_out):
    """The losses of each step, and of the validation rows at the start and after each epoch."""
    x, y, _ = rows
    (_, options), = training["loss"].items()
    criterion = nn.CrossEntropyLoss(label_smoothing=options["label-smoothing"])
    optimizer = optimizer_of(training["optimizer"], network.parameters())
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(
        optimizer, training["schedule"]["cosine"]["epochs"])
    step_losses, validation_losses = [], []

    def evaluate():
        network.eval()
        with torch.no_grad():
            validation_losses.append(criterion(network(held_out[0]), held_out[1]).item())
        network.train()

    evaluate()
    for _ in range(training["epochs"]):
        for start in range(0, len(x), training["batch"]):
            batch = slice(start, start + training["batch"])
            optimizer.zero_grad()
            loss = criterion(network(x[batch]), y[batch])
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), training["clip"]["norm"])
            optimizer.step()
            step_losses.append(loss.item())
        schedule.step()
        evaluate()
    return step_losses, validation_losses


def largest_difference(ours, theirs):
    assert len(ours) == len(theirs), f"{len(ours)} values against {len(theirs)}"
    return max(abs(a - b) / abs(b) for a, b in zip(ours, theirs))


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "lossreport"
    spec = json.loads((HERE / "spec.json").read_text())
    rows = rows_of(HERE / spec["data"]["csv"])
    held_out = rows_of(HERE / spec["data"]["validation"]["csv"], rows[2])

    def new_network():
        torch.manual_seed(0)
        return network_of(spec["training"]["model"], rows[0].shape[1], len(rows[2]))

    write_safetensors(
        dict(new_network().named_parameters()), HERE / spec["training"]["initial-weights"])
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [program, "compare", str(HERE / "spec.json"), "--record", "every-step",
             "--out", folder, "--quiet"], check=True)
        results = json.loads((pathlib.Path(folder) / "results.json").read_text())

    worst = 0.0
    for arm, key in zip(results["arms"], ("control", "experiment")):
        # The experiment's patch replaces the optimizer as a whole.
        training = {**spec["training"], **spec[key]}
        step_losses, validation_losses = train(training, new_network(), rows, held_out)
        series = arm["seeds"][0]["series"]
        for name, expected in (
                ("step.loss", step_losses), ("validation.loss", validation_losses)):
            difference = largest_difference(series[name]["value"], expected)
            print(f"{arm['name']:6} {name:16} {len(expected):4} values, "
                  f"largest relative difference {difference:.1e}")
            worst = max(worst, difference)
    sys.exit(0 if worst <= TOLERANCE and math.isfinite(worst) else 1)


if __name__ == "__main__":
    main()
