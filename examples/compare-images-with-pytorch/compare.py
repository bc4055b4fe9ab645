#!/usr/bin/env python3
"""Trains both networks of spec.json with PyTorch too and compares them step by step.

    python3 compare.py [path of lossreport]

Needs PyTorch and NumPy. The networks are modules as one writes them in PyTorch, with names of their
own; CNN_NAMES and TRANSFORMER_NAMES say what lossreport calls their parts. Both programs start from
the weights of cnn.safetensors and transformer.safetensors and take the rows in the order of
order.npz. Runs `lossreport compare spec.json --record every-step --save-weights`, prints the losses
of some steps and the largest differences, and exits with 1 where one is above 1e-5.
"""

import json
import math
import pathlib
import struct
import subprocess
import sys
import tempfile

import numpy as np
import torch
from torch import nn

HERE = pathlib.Path(__file__).parent
# Float has 24 bits; over 40 steps PyTorch itself strays by 1e-6 from a run in float64.
TOLERANCE = 1e-5


class BasicBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding="same", bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding="same", bias=False)
        self.bn2 = nn.BatchNorm2d(channels)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        return x + self.bn2(self.conv2(y))


class ResidualCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(1, 6, 3, padding="same", bias=False), nn.BatchNorm2d(6), nn.ReLU())
        self.blocks = nn.ModuleList([BasicBlock(6)])
        self.head = nn.Linear(6 * 4 * 4, 10)

    def forward(self, x):
        x = self.stem(x)
        for block in self.blocks:
            x = torch.relu(block(x))
        return self.head(nn.functional.max_pool2d(x, 2).flatten(1))


class Transformer(nn.Module):
    """Reads an image line by line."""

    def __init__(self):
        super().__init__()
        self.project = nn.Linear(8, 12)
        self.encoder = nn.TransformerEncoder(
            nn.TransformerEncoderLayer(12, 3, 24, dropout=0, batch_first=True), 1,
            enable_nested_tensor=False)
        self.head = nn.Linear(8 * 12, 10)

    def forward(self, x):
        x = self.project(x.reshape(-1, 8, 8))
        step = torch.arange(8, dtype=x.dtype).unsqueeze(1)
        rate = torch.exp(torch.arange(0, 12, 2, dtype=x.dtype) * (-math.log(10000.0) / 12))
        positions = torch.stack([torch.sin(step * rate), torch.cos(step * rate)], 2).flatten(1)
        return self.head(self.encoder(x + positions).flatten(1))


# Modules of PyTorch's network, and the layers of spec.json: the kind and its number among its
# kind, counted through blocks too. The tensors within them bear the same names in both.
CNN_NAMES = {
    "stem.0": "conv1", "stem.1": "batchnorm1",
    "blocks.0.conv1": "conv2", "blocks.0.bn1": "batchnorm2",
    "blocks.0.conv2": "conv3", "blocks.0.bn2": "batchnorm3", "head": "dense1",
}
TRANSFORMER_NAMES = {
    "project": "dense1", "encoder.layers.0.self_attn": "selfattention1",
    "encoder.layers.0.norm1": "layernorm1", "encoder.layers.0.linear1": "dense2",
    "encoder.layers.0.linear2": "dense3", "encoder.layers.0.norm2": "layernorm2",
    "head": "dense4",
}
NETWORKS = {"control": (ResidualCNN, CNN_NAMES), "experiment": (Transformer, TRANSFORMER_NAMES)}


def our_name(name, names):
    """"blocks.0.bn1.running_mean" is "batchnorm2.running_mean" here; None for what we don't keep."""
    if name.endswith("num_batches_tracked"):
        return None
    module = next(module for module in names if name.startswith(module + "."))
    return names[module] + name[len(module):]


def read_safetensors(path):
    """The format in full: the header's length, the header in JSON, the numbers."""
    raw = path.read_bytes()
    length, = struct.unpack("<Q", raw[:8])
    tensors = {}
    for name, entry in json.loads(raw[8:8 + length]).items():
        if name != "__metadata__":
            start, end = (8 + length + offset for offset in entry["data_offsets"])
            numbers = np.frombuffer(raw[start:end], "<f4").copy()
            tensors[name] = torch.from_numpy(numbers).reshape(entry["shape"])
    return tensors


def rows_of(part=""):
    data = np.load(HERE / "digits.npz")
    x = torch.from_numpy(data["x" + part]).to(torch.get_default_dtype())
    return x, torch.from_numpy(data["y" + part])


def network_of(key, weights):
    """PyTorch's network with the weights of a file of ours."""
    build, names = NETWORKS[key]
    network = build()
    state = network.state_dict()
    for name in state:
        if our_name(name, names):
            state[name] = weights[our_name(name, names)]
    network.load_state_dict(state)
    return network


def train(training, network):
    """The losses of each step, and of the validation rows at the start and after each epoch."""
    (x, y), held_out = rows_of(), rows_of("_validation")
    orders = torch.from_numpy(np.load(HERE / training["batch-order"])["order"]).long()
    rule = training["optimizer"]["sgd"]
    optimizer = torch.optim.SGD(network.parameters(), lr=rule["lr"], momentum=rule["momentum"])
    criterion = nn.CrossEntropyLoss()
    step_losses, validation_losses = [], []

    def evaluate():
        network.eval()
        with torch.no_grad():
            validation_losses.append(criterion(network(held_out[0]), held_out[1]).item())
        network.train()

    evaluate()
    for epoch in range(training["epochs"]):
        for batch in orders[epoch].split(training["batch"]):
            optimizer.zero_grad()
            loss = criterion(network(x[batch]), y[batch])
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), training["clip"]["norm"])
            optimizer.step()
            step_losses.append(loss.item())
        evaluate()
    return step_losses, validation_losses


def difference(ours, theirs):
    return abs(ours - theirs) / abs(theirs)


def compare_losses(name, ours, theirs, shown):
    assert len(ours) == len(theirs), f"{len(ours)} values against {len(theirs)}"
    for i in shown:
        print(f"  {name} {i + 1:3}  {ours[i]:.7f}  {theirs[i]:.7f}  {difference(ours[i], theirs[i]):.1e}")
    worst = max(map(difference, ours, theirs))
    print(f"  {name}: {len(ours)} values, largest relative difference {worst:.1e}")
    return worst


def compare_tensors(network, names, ours):
    """The distance of each tensor after training, in proportion to its size."""
    errors = {}
    for name, theirs in network.state_dict().items():
        if our_name(name, names):
            distance = (ours.pop(our_name(name, names)) - theirs).norm()
            errors[name] = (distance / theirs.norm()).item()
    assert not ours, f"not in PyTorch's network: {sorted(ours)}"
    worst = max(errors, key=errors.get)
    print(f"  {len(errors)} tensors at the end, largest relative distance {errors[worst]:.1e}: "
          f"{worst}, which is {our_name(worst, names)}")
    return errors[worst]


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "lossreport"
    spec = json.loads((HERE / "spec.json").read_text())
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [program, "compare", str(HERE / "spec.json"), "--record", "every-step",
             "--save-weights", "--out", folder, "--quiet"], check=True)
        report = pathlib.Path(folder)
        results = json.loads((report / "results.json").read_text())
        for arm, key in zip(results["arms"], NETWORKS):
            training = {**spec["training"], **spec[key]}
            network = network_of(key, read_safetensors(HERE / training["initial-weights"]))
            step_losses, validation_losses = train(training, network)
            series = arm["seeds"][0]["series"]
            print(arm["name"])
            some = [0, 1, 4, 9, 19, len(step_losses) - 1]
            worst = max(worst, compare_losses(
                "step.loss", series["step.loss"]["value"], step_losses, some))
            worst = max(worst, compare_losses(
                "validation.loss", series["validation.loss"]["value"], validation_losses, []))
            saved = report / "weights" / f"{arm['name'].replace(' ', '-')}-seed0.safetensors"
            worst = max(worst, compare_tensors(
                network, NETWORKS[key][1], read_safetensors(saved)))
    sys.exit(0 if worst <= TOLERANCE else 1)


if __name__ == "__main__":
    main()
