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
    one = a * b + 0.5 * c + noise
    two = np.sin(2 * a) - c
    values = {
        "value": np.stack([one], 1),
        "values": np.stack([one, two], 1),
        "binary": np.stack([one > 0], 1).astype(float),
        "multilabel": np.stack([one > 0, two > 0], 1).astype(float),
    }[target]
    return {"values": exact(values)}


def data_set(target, stretch=1.0):
    """Training and validation rows; every other row is stretched."""

    def part(name, count):
        features = exact(generator("features " + name).normal(size=(count, FEATURES)))
        targets = rows_of(target, features)
        features = np.asarray(features)
        features[::2] *= stretch
        return {"features": exact(features), **targets}

    width = {"classes": 3, "value": 1, "values": 2, "binary": 1, "multilabel": 2}[target]
    parts = {"training": part("training", ROWS), "validation": part("validation", VALIDATION_ROWS)}
    return {"count": width, **parts} if target == "classes" else {"width": width, **parts}


def initial_of(shapes, name, spread=0.7):
    """Weights for `shapes` ({name: shape}); scales of batch norm lie around 1."""
    values = {}
    for key, shape in shapes.items():
        draws = generator(f"initial {name} {key}").normal(size=shape)
        center = 1.0 if key.startswith("batchnorm") and key.endswith("weight") else 0.0
        scale = spread if len(shape) == 2 else 0.3
        values[key] = exact(center + scale * draws)
    return values
