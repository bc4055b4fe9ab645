"""The losses of examples/compare-with-pytorch, trained by its own script in float64."""

import importlib.util
import json
import pathlib
import struct

import torch

EXAMPLE = pathlib.Path(__file__).parents[3] / "examples" / "compare-with-pytorch"


def script():
    """The example's compare.py as a module."""
    specification = importlib.util.spec_from_file_location("compare", EXAMPLE / "compare.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def read_safetensors(path):
    raw = path.read_bytes()
    length, = struct.unpack("<Q", raw[:8])
    tensors = {}
    for name, entry in json.loads(raw[8:8 + length]).items():
        if name == "__metadata__":
            continue
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        numbers = struct.unpack(f"<{(end - start) // 4}f", raw[start:end])
        tensors[name] = torch.tensor(numbers, dtype=torch.float64).reshape(entry["shape"])
    return tensors


def example():
    """Step losses and validation losses of both arms."""
    torch.set_default_dtype(torch.float64)
    compare = script()
    spec = json.loads((EXAMPLE / "spec.json").read_text())
    training_rows = compare.rows_of(EXAMPLE / spec["data"]["csv"])
    held_out = compare.rows_of(EXAMPLE / spec["data"]["validation"]["csv"], training_rows[2])
    arms = []
    for key in ("control", "experiment"):
        training = {**spec["training"], **spec[key]}
        network = compare.network_of(
            training["model"], training_rows[0].shape[1], len(training_rows[2]))
        initial = read_safetensors(EXAMPLE / training["initial-weights"])
        network.load_state_dict(initial, strict=False)
        step_losses, validation_losses = compare.train(
            training, network, training_rows, held_out)
        arms.append({
            "name": spec[key]["name"], "step.loss": step_losses,
            "validation.loss": validation_losses})
    torch.set_default_dtype(torch.float32)
    return arms
