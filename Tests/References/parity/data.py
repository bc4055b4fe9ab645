"""Small data and initial weights that Float and Double both hold exactly: multiples of 1/64."""

import numpy as np

ROWS, VALIDATION_ROWS, FEATURES = 20, 5, 3


def exact(numbers):
    return (np.round(np.asarray(numbers) * 64) / 64).tolist()


def generator(name):
    """An own stream for each name: adding a case moves no other."""
    return np.random.default_rng(list(name.encode()))


def rows_of(target, features):
    """Targets that depend on the features, so that training has something to learn."""
    a, b, c = np.asarray(features).T
    noise = generator("noise " + target).normal(size=len(a)) * 0.3
    if target == "classes":
        return {"classes": np.digitize(a - 0.5 * b + noise, [-0.6, 0.5]).tolist()}
    if target == "two classes":
        return {"classes": np.digitize(a - 0.5 * b + noise, [0.2]).tolist()}
    if target == "probabilities":
        return {"values": shares(np.stack([a, 0.5 * c, -0.5 * b], 1))}
    one = a * b + 0.5 * c + noise
    two = np.sin(2 * a) - c
    values = {
        "value": np.stack([one], 1),
        "values": np.stack([one, two], 1),
        "binary": np.stack([one > 0], 1).astype(float),
        "multilabel": np.stack([one > 0, two > 0], 1).astype(float),
    }[target]
    return {"values": exact(values)}


def shares(scores):
    """Probabilities in 64ths that add up to 1 exactly; the smallest of a row is often 0."""
    p = np.exp(2 * scores)
    p = np.floor(64 * p / p.sum(1, keepdims=True)) / 64
    p[np.arange(len(p)), p.argmax(1)] += 1 - p.sum(1)
    return p.tolist()


def data_set(target, stretch=1.0):
    """Training and validation rows; every other row is stretched."""

    def part(name, count):
        features = exact(generator("features " + name).normal(size=(count, FEATURES)))
        targets = rows_of(target, features)
        features = np.asarray(features)
        features[::2] *= stretch
        return {"features": exact(features), **targets}

    width = {"classes": 3, "value": 1, "values": 2, "binary": 1, "multilabel": 2,
             "two classes": 2, "probabilities": 3}[target]
    parts = {"training": part("training", ROWS), "validation": part("validation", VALIDATION_ROWS)}
    return {"count": width, **parts} if "classes" in target else {"width": width, **parts}


def pattern(count, seed):
    """Numbers from -125 to 125 that the tests make by the same formula: nothing to store."""
    return [((31 * i * i + 17 * i + 101 * seed) % 251) - 125 for i in range(count)]


WIDE_ROWS, WIDE_VALIDATION_ROWS, WIDE_FEATURES = 100, 21, 19


def wide_data_set(target):
    """More rows, features and outputs than a vector register holds, and no multiple of it."""

    def part(count, seed):
        numbers = pattern(count * WIDE_FEATURES, seed)
        features = np.reshape(numbers, (count, WIDE_FEATURES)) / 64
        if target == "classes":
            return {"features": features.tolist(), "classes": [n % 33 for n in pattern(count, 7)]}
        width = 1 if target == "value" else 5
        values = np.reshape(pattern(count * width, seed + 1), (count, width)) / 64
        values = (values > 0).astype(float) if target == "multilabel" else values
        return {"features": features.tolist(), "values": values.tolist()}

    return {
        "count": 33, "training": part(WIDE_ROWS, 1), "validation": part(WIDE_VALIDATION_ROWS, 3)}


def wide_initial_of(shapes):
    """Weights by the formula; scales of batch norm around 1."""
    values = {}
    for seed, (key, shape) in enumerate(shapes.items()):
        numbers = np.reshape(pattern(int(np.prod(shape)), seed + 10), shape) / 512
        is_scale = key.startswith("batchnorm") and key.endswith("weight")
        values[key] = (numbers + 1 if is_scale else numbers).tolist()
    return values


def initial_of(shapes, name, spread=0.7):
    """Weights for `shapes` ({name: shape}); scales of batch norm lie around 1."""
    values = {}
    for key, shape in shapes.items():
        draws = generator(f"initial {name} {key}").normal(size=shape)
        center = 1.0 if key.startswith("batchnorm") and key.endswith("weight") else 0.0
        scale = spread if len(shape) == 2 else 0.3
        values[key] = exact(center + scale * draws)
    return values
