"""The losses of the examples that compare with PyTorch, trained by their own scripts in float64."""

import importlib.util
import json
import pathlib

import torch

EXAMPLES = pathlib.Path(__file__).parents[3] / "examples"


def script(folder):
    """The example's compare.py as a module."""
    specification = importlib.util.spec_from_file_location("compare", folder / "compare.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def read_safetensors(path):
    return {name: tensor.double() for name, tensor in
            script(EXAMPLES / "compare-images-with-pytorch").read_safetensors(path).items()}


def arms_of(folder):
    spec = json.loads((folder / "spec.json").read_text())
    for key in ("control", "experiment"):
        yield key, spec[key]["name"], {**spec["training"], **spec[key]}


def table(folder):
    """The arms of the example with a dense network on a table."""
    compare, spec = script(folder), json.loads((folder / "spec.json").read_text())
    training_rows = compare.rows_of(folder / spec["data"]["csv"])
    held_out = compare.rows_of(folder / spec["data"]["validation"]["csv"], training_rows[2])
    for _, name, training in arms_of(folder):
        network = compare.network_of(
            training["model"], training_rows[0].shape[1], len(training_rows[2]))
        initial = read_safetensors(folder / training["initial-weights"])
        network.load_state_dict(initial, strict=False)
        yield name, compare.train(training, network, training_rows, held_out)


def images(folder):
    """The arms of the example with a CNN and a transformer on images."""
    compare = script(folder)
    for key, name, training in arms_of(folder):
        network = compare.network_of(key, read_safetensors(folder / training["initial-weights"]))
        yield name, compare.train(training, network)


def example():
    """Step losses and validation losses of all arms."""
    torch.set_default_dtype(torch.float64)
    arms = []
    for name, run in (("compare-with-pytorch", table), ("compare-images-with-pytorch", images)):
        for arm, (step_losses, validation_losses) in run(EXAMPLES / name):
            arms.append({
                "example": name, "name": arm, "step.loss": step_losses,
                "validation.loss": validation_losses})
    torch.set_default_dtype(torch.float32)
    return arms
