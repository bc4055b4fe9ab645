#!/usr/bin/env python3
"""Writes the fixtures that hold the training engine to PyTorch's numbers.

    python3 Tests/References/engine.py            # writes Tests/ParityTests/Fixtures/*.json
    python3 Tests/References/engine.py --check    # compares instead of writing

Every case is the `training` part of a spec, small data, and initial weights. PyTorch trains it
for 20 steps in float64, which is stored to 10 significant digits, and in float32, whose distance
from float64 ("rounding" in a case) tells what a float32 engine can reach at all.
Nothing is drawn by PyTorch in the cases, so its random generator doesn't matter.
"""

import argparse
import json
import math
import pathlib
import sys

import torch

from parity import data as small_data
from parity import drawn
from parity.activations import activations, inputs
from parity.defaults import defaults
from parity.example import example
from parity.families import FLAT, SHAPED
from parity.initializers import initializers
from parity.networks import build
from parity.training import WATCHED_STEPS, run

FIXTURES = pathlib.Path(__file__).parent.parent / "ParityTests" / "Fixtures"
DIGITS = 10
# A case is of no use where float32 rounding alone comes near the tests' tolerance of 1e-5.
LARGEST_ROUNDING = 2.5e-6
UNSTABLE = []


def rounded(value):
    """Numbers to 10 significant digits, tensors as flat lists, whole numbers without a point."""
    if isinstance(value, torch.Tensor):
        value = value.flatten().tolist() if value.dim() else value.item()
    if isinstance(value, dict):
        return {str(key): rounded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(item) for item in value]
    if isinstance(value, float):
        assert math.isfinite(value)
        value = float(f"{value:.{DIGITS}g}")
        return int(value) if value == int(value) and abs(value) < 1e15 else value
    return value


def groups(result):
    """What a run is compared by: lists of vectors that belong together."""
    yield "losses", [torch.stack(list(result.losses))]
    yield "training losses", [torch.stack(result.training_losses)]
    yield "validation losses", [torch.stack(result.validation_losses)]
    yield "outputs", [result.outputs]
    yield "rates", [torch.tensor(result.rates, dtype=torch.float64)]
    for step in result.gradients:
        yield f"gradients at step {step}", result.gradients[step]
        yield f"parameters after step {step}", result.parameters[step]
    yield "running statistics", list(result.running.values())


def norm(tensors):
    return math.sqrt(sum(tensor.double().norm().item() ** 2 for tensor in tensors))


def without_noise(tensors):
    """Zeros in place of tensors that are nothing but rounding.

    The gradient of a bias before batch norm is 0; its last bits would change with the processor.
    """
    total = norm(tensors)
    return [tensor if norm([tensor]) > 1e-12 * total else torch.zeros_like(tensor)
            for tensor in tensors]


def largest_error(result, truth, initial):
    """The worst norm-wise relative error over a run's vectors, and where it is.

    Where a vector is 0 its group's norm takes the place of its own. A parameter that ends nearer
    to 0 than it started has the rounding of where it came from: its start takes its place.
    """
    starts = [torch.tensor(values).flatten() for values in initial.values()]
    errors = []
    for (name, values), (_, expected) in zip(groups(result), groups(truth)):
        for i, (a, b) in enumerate(zip(values, without_noise(expected))):
            error = norm([a.double() - b.double()])
            size = norm([b]) or norm(expected)
            if name.startswith("parameters"):
                size = max(size, norm([starts[i]]))
            errors.append((error / size if error else 0.0, f"{name}, {i}"))
    return max(errors)


def data_of(name):
    if name.startswith("wide "):
        return small_data.wide_data_set(name.removeprefix("wide "))
    target, _, stretched = name.partition(", ")
    return small_data.data_set(target, stretch=4096.0 if stretched else 1.0)


def initial_of(model, is_wide):
    network = build(model, [small_data.WIDE_FEATURES if is_wide else small_data.FEATURES])
    shapes = {name: tuple(p.shape) for name, p in network.named_parameters()}
    weights = [shape for name, shape in shapes.items() if name.endswith("weight")]
    signature = " ".join("x".join(map(str, shape)) for shape in weights)
    if len(shapes) < 2 * len(weights):
        signature += " with fewer biases"
    if is_wide:
        return "wide " + signature, small_data.wide_initial_of(shapes)
    return signature, small_data.initial_of(shapes, signature)


def sampled(tensors):
    """Six or a few more numbers of each tensor, at equal distances."""
    return [tensor.flatten()[::max(1, tensor.numel() // 6)] for tensor in tensors]


def stored(family, result):
    """What the family's tests look at, and no more: fixtures stay small."""
    if family == "schedules":
        return {"rates": result.rates, "parameters": {len(result.rates): result.final}}
    if family == "wide":
        return {
            "losses": result.losses, "validation-losses": result.validation_losses,
            "gradients": {20: sampled(without_noise(result.gradients[20]))},
            "parameters": {20: sampled(result.parameters[20])}}
    gradients = {step: without_noise(tensors) for step, tensors in result.gradients.items()}
    case = {"losses": result.losses, "gradients": gradients}
    if family in ("layers", "losses"):
        # Under plain SGD the losses of all steps already tell what lies between.
        case["gradients"] = {step: gradients[step] for step in (1, 20)}
        case["parameters"] = {20: result.parameters[20]}
    else:
        case["parameters"] = result.parameters
    if family != "optimizers":
        case |= {"training-losses": result.training_losses,
                 "validation-losses": result.validation_losses, "outputs": result.outputs}
    if result.running:
        case["running"] = result.running
    if family == "combinations":
        case["rates"] = result.rates
    return case


def family_fixture(family, report):
    data_sets, initials, cases = {}, {}, []
    for name, data_name, training in FLAT[family]():
        data = data_sets.setdefault(data_name, data_of(data_name))
        signature, initial = initial_of(training["model"], family == "wide")
        initials.setdefault(signature, initial)
        truth = run(training, data, initial, torch.float64)
        single = run(training, data, initial, torch.float32)
        rounding, where = largest_error(single, truth, initial)
        report(f"{family:13} {rounding:8.1e}  {name} ({where})")
        if rounding > LARGEST_ROUNDING:
            UNSTABLE.append(f"{name}: float32 is off by {rounding:.1e} in {where}")
        cases.append({
            "name": name, "data": data_name, "initial": signature,
            "rounding": float(f"{rounding:.2g}"), "training": training,
            **rounded(stored(family, truth))})
    if family == "wide":
        # The tests make data and weights by the formula, and need the tensors' shapes.
        return {"shapes": {name: shapes_of(initial) for name, initial in initials.items()},
                "cases": cases}
    return {"data": rounded(data_sets), "initial": rounded(initials), "cases": cases}


def shaped_fixture(family, report):
    """Cases whose rows have shapes: tests draw data and weights by parity/drawn.py's formula."""
    cases = []
    for name, description, training in SHAPED[family]():
        network = build(training["model"], description["shape"])
        shapes = {key: list(p.shape) for key, p in network.named_parameters()}
        data, initial = drawn.data_set(description), drawn.initial_of(shapes)
        truth = run(training, data, initial, torch.float64)
        single = run(training, data, initial, torch.float32)
        rounding, where = largest_error(single, truth, initial)
        report(f"{family:13} {rounding:8.1e}  {name} ({where})")
        if rounding > LARGEST_ROUNDING:
            UNSTABLE.append(f"{name}: float32 is off by {rounding:.1e} in {where}")
        gradients = {step: without_noise(truth.gradients[step]) for step in (1, 20)}
        case = {
            "name": name, "data": description, "shapes": shapes,
            "rounding": float(f"{rounding:.2g}"), "training": training,
            "losses": truth.losses, "validation-losses": truth.validation_losses,
            "gradients": {
                step: [drawn.condensed(t) for t in tensors] for step, tensors in gradients.items()},
            "parameters": {20: [drawn.condensed(t) for t in truth.parameters[20]]},
            "outputs": drawn.condensed(truth.outputs)}
        if truth.running:
            case["running"] = truth.running
        cases.append(rounded(case))
    return {"cases": cases}


def shapes_of(initial):
    return {name: list(torch.tensor(values).shape) for name, values in initial.items()}


def text_of(fixture):
    """Compact JSON with one case a line, so that a change shows as changed cases."""
    lines = [f'"torch":{json.dumps(torch.__version__.split("+")[0])}']
    for key, value in fixture.items():
        if key == "cases":
            dumped = ",\n".join(json.dumps(case, separators=(",", ":")) for case in value)
            lines.append(f'"cases":[\n{dumped}\n]')
        else:
            lines.append(f'"{key}":{json.dumps(value, separators=(",", ":"))}')
    return "{" + ",\n".join(lines) + "}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the files, don't write")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    fixtures = {f"{family}.json": family_fixture(family, print) for family in FLAT}
    fixtures |= {f"{family}.json": shaped_fixture(family, print) for family in SHAPED}
    fixtures["initializers.json"] = {"cases": rounded(initializers())}
    fixtures["defaults.json"] = {"cases": rounded(defaults())}
    fixtures["activations.json"] = {"inputs": inputs(), "cases": rounded(activations())}
    fixtures["example.json"] = {"cases": rounded(example())}
    if UNSTABLE:
        sys.exit("\n".join(UNSTABLE))
    FIXTURES.mkdir(parents=True, exist_ok=True)
    differing = []
    for name, fixture in fixtures.items():
        text = text_of(fixture)
        if not arguments.check:
            (FIXTURES / name).write_text(text)
        elif (FIXTURES / name).read_text() != text:
            differing.append(name)
        print(f"{name}: {len(fixture['cases'])} cases, {len(text) / 1000:.0f} kB")
    if differing:
        sys.exit("differ from what PyTorch says now: " + ", ".join(differing))


if __name__ == "__main__":
    main()
