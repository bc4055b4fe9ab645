"""Rows of any shape and weights that the tests make by the same formula: nothing to store."""

import itertools
import math

import numpy as np

ROWS, VALIDATION_ROWS = 20, 5


def draws(count, seed):
    """Whole numbers below 2^24 by Lehmer's generator.

    Reference: Park and Miller, "Random number generators: good ones are hard to find", 1988.
    """
    state, numbers = (seed * 7919 + 12345) % 2147483647, []
    for _ in range(count + 8):
        state = state * 48271 % 2147483647
        numbers.append(state >> 7)
    return numbers[8:]  # close seeds begin alike


def centred(count, seed):
    """Numbers from -128 to 128."""
    return [number % 257 - 128 for number in draws(count, seed)]


def reshaped(numbers, shape):
    return np.reshape(np.asarray(numbers), shape).tolist()


def data_set(description):
    """Training and validation rows of a description such as {"shape": [2, 5, 5], "classes": 3}.

    "tokens" makes them whole numbers below it; targets are "classes", "values" (so many a row) or
    "steps" (a class at each step, below it). A "seed" makes other rows.
    """
    seed = 100 * description.get("seed", 0)

    def part(rows, seed):
        shape = [rows, *description["shape"]]
        count = math.prod(shape)
        if "tokens" in description:
            features = [float(n % description["tokens"]) for n in draws(count, seed)]
        else:
            features = [n / 64 for n in centred(count, seed)]
        part = {"features": reshaped(features, shape)}
        if "steps" in description:
            steps = [rows, description["shape"][0]]
            numbers = draws(math.prod(steps), seed + 1)
            part["classes"] = reshaped([n % description["steps"] for n in numbers], steps)
        elif "classes" in description:
            part["classes"] = [n % description["classes"] for n in draws(rows, seed + 1)]
        else:
            width = description["values"]
            part["values"] = reshaped(
                [n / 64 for n in centred(rows * width, seed + 1)], [rows, width])
        return part

    count = description.get("steps", description.get("classes"))
    return {"count": count, "training": part(ROWS, seed + 1),
            "validation": part(VALIDATION_ROWS, seed + 3)}


def initial_of(shapes):
    """Weights within about 1 / sqrt(fan-in); scales of norms around 1, all else around 0."""
    values = {}
    for index, (name, shape) in enumerate(shapes.items()):
        count = math.prod(shape)
        numbers = np.asarray(centred(count, index + 10))
        layer, tensor = name.split(".", 1)
        if "norm" in layer or len(shape) == 1:
            numbers = numbers / 512 + (1 if "norm" in layer and tensor == "weight" else 0)
        elif layer.startswith(("embedding", "positional")):
            numbers = numbers / 128
        else:
            fan_in = math.prod(shape[1:])
            numbers = numbers / 128 / next(d for d in doublings() if d * d >= fan_in)
        values[name] = reshaped(numbers, shape)
    return values


def doublings():
    return (2 ** n for n in itertools.count())


def condensed(tensor):
    """What stands for a tensor: its norm, the difference of two halves, and two numbers.

    The halves are drawn; what is wrong anywhere shows in their difference.
    """
    flat = tensor.flatten().double()
    if flat.numel() == 0:
        return []
    signs = np.asarray(draws(flat.numel(), 5)) % 2 * 2 - 1
    picked = flat[::max(1, flat.numel() // 2)][:2]
    return [flat.norm().item(), float((flat.numpy() * signs).sum()), *picked.tolist()]
