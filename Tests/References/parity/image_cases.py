"""Cases of layers on images [channels, height, width] and on channel sequences [channels, length]."""

from .cases import named, training

SGD = {"sgd": {"lr": 0.1}}
# Rows that are soon learnt by heart leave gradients of differences that hang on rounding.
SLOW = {"sgd": {"lr": 0.02}}
IMAGE = {"shape": [2, 7, 6], "classes": 3}
SERIES = {"shape": [2, 11], "classes": 3}
# No rest of two rows: batch norm over so few would hang on rounding.
WHOLE = {"batch": 10, "epochs": 10}


def classifier(*layers):
    """The layers under test between a convolution, which needs their gradient, and a dense layer."""
    return [*layers, "flatten", {"dense": 3}]


def on_images(layer, data=None, **more):
    before = {"conv2d": {"channels": 4, "kernel": 1}}
    return (named(layer), data or IMAGE,
            training(classifier(before, layer), "cross-entropy", SLOW) | more)


def on_series(layer, data=None, **more):
    before = {"conv1d": {"channels": 4, "kernel": 1}}
    return (named(layer), data or SERIES,
            training(classifier(before, layer), "cross-entropy", SLOW) | more)


def convolutions():
    for o in (
            {"kernel": 3}, {"kernel": 1}, {"kernel": 3, "stride": 2}, {"kernel": 3, "padding": 1},
            {"kernel": 3, "padding": "same"}, {"kernel": 2, "padding": "same"},
            {"kernel": 4, "padding": "same"}, {"kernel": 3, "padding": "valid"},
            {"kernel": 3, "dilation": 2}, {"kernel": 3, "dilation": 2, "padding": "same"},
            {"kernel": 3, "groups": 2}, {"kernel": 2, "groups": 4, "channels": 4},
            {"kernel": 3, "bias": False}, {"kernel": 5, "padding": 4, "stride": 3},
            {"kernel": 3, "stride": 2, "padding": 2, "dilation": 2, "groups": 2, "bias": False},
            {"kernel": 11}):
        yield on_series({"conv1d": {"channels": 6, **o}})
    for o in (
            {"kernel": 3}, {"kernel": 1}, {"kernel": [2, 3]}, {"kernel": 3, "stride": 2},
            {"kernel": 3, "stride": [1, 2]}, {"kernel": 3, "padding": 1},
            {"kernel": 3, "padding": [2, 0]}, {"kernel": 3, "padding": "same"},
            {"kernel": [4, 2], "padding": "same"}, {"kernel": 3, "dilation": 2},
            {"kernel": [3, 2], "dilation": [1, 2], "padding": "same"}, {"kernel": 3, "groups": 2},
            {"kernel": 3, "groups": 4, "channels": 8}, {"kernel": 3, "bias": False},
            {"kernel": 5, "padding": 4, "stride": 3}, {"kernel": [7, 6]},
            {"kernel": 3, "stride": 2, "padding": 2, "dilation": 2, "groups": 2, "bias": False}):
        yield on_images({"conv2d": {"channels": 6, **o}})
    first = [{"conv2d": {"channels": 3, "kernel": 3, "stride": 2}}, "tanh"]
    yield "conv2d first", IMAGE, training(classifier(*first), "cross-entropy", SGD)
    wide = [{"conv2d": {"channels": 20, "kernel": 3}}, "relu",
            {"conv2d": {"channels": 18, "kernel": 3, "padding": 1}}, "relu"]
    yield "conv2d, more channels than a vector register holds", IMAGE, training(
        classifier(*wide), "cross-entropy", {"sgd": {"lr": 0.05}})
    wide = [{"conv1d": {"channels": 20, "kernel": 3}}, "tanh",
            {"conv1d": {"channels": 18, "kernel": 3, "stride": 2}}, "tanh"]
    yield "conv1d, more channels than a vector register holds", SERIES, training(
        classifier(*wide), "cross-entropy", {"sgd": {"lr": 0.05}})


def pools():
    for kind, case in (("2d", on_images), ("1d", on_series)):
        for o in ({"kernel": 2}, {"kernel": 3, "stride": 1}, {"kernel": 3, "stride": 2},
                  {"kernel": 3, "padding": 1}, {"kernel": 2, "stride": 3},
                  {"kernel": 2, "dilation": 2, "stride": 1}):
            yield case({f"max-pool{kind}": o})
        for o in ({"kernel": 2}, {"kernel": 3, "stride": 1}, {"kernel": 3, "padding": 1},
                  {"kernel": 3, "padding": 1, "count-include-pad": False},
                  {"kernel": 2, "stride": 3}):
            yield case({f"average-pool{kind}": o})
        for size in (1, 2, 4):
            yield case({f"adaptive-average-pool{kind}": size})
            yield case({f"adaptive-max-pool{kind}": size})
    for kind in ("max", "average"):
        yield on_images({f"{kind}-pool2d": {"kernel": [3, 2], "stride": [2, 1], "padding": [1, 0]}})
        yield on_images({f"adaptive-{kind}-pool2d": [3, 5]})
        yield on_images({f"adaptive-{kind}-pool2d": [9, 6]})
        for name, data, before in (
                ("series", SERIES, {"conv1d": {"channels": 4, "kernel": 1}}),
                ("images", IMAGE, {"conv2d": {"channels": 4, "kernel": 1}})):
            yield f"global-{kind}-pool of {name}", data, training(
                [before, f"global-{kind}-pool", {"dense": 3}], "cross-entropy", SGD)


def shaping():
    yield on_images({"pad": [1, 2]})
    yield on_images({"pad": [1, 0, 2, 1]})
    yield on_images({"pad": {"padding": [0, 1, 1, 0, 1, 2], "value": 0.5}})
    yield on_series({"pad": [3, 0]})
    yield on_images({"dropout2d": 0})
    yield on_series("transpose")
    yield on_images("transpose")
    yield on_images({"reshape": [7, 24]})
    yield "reshape of a table", {"shape": [12], "classes": 3}, training(
        [{"dense": 12}, {"reshape": [2, 3, 2]}, {"conv2d": {"channels": 3, "kernel": 2}},
         "flatten", {"dense": 3}], "cross-entropy", SGD)
    yield "transpose between dense layers", {"shape": [4, 5], "classes": 3}, training(
        [{"dense": 3}, "tanh", "transpose", {"dense": 6}, "flatten", {"dense": 3}],
        "cross-entropy", SGD)
    yield "dense on images", IMAGE, training(
        classifier({"dense": 4}, "tanh", {"dense": {"units": 3, "bias": False}}),
        "cross-entropy", SGD)
    for activation in ("relu", "gelu", "softmax", "log-softmax", "softplus"):
        rate = {"sgd": {"lr": 0.01 if activation == "log-softmax" else 0.1}}
        yield f"{activation} on sequences", {"shape": [4, 5], "classes": 3}, training(
            classifier({"dense": 6}, activation), "cross-entropy", rate)


def normalizations():
    slow = {"batch-norm": {"epsilon": 0.01, "momentum": 0.3}}
    for layer in ({"batch-norm": {}}, slow):
        yield on_images(layer)
        yield on_series(layer)
    yield "batch-norm, frozen", IMAGE, training(
        classifier({"conv2d": {"channels": 4, "kernel": 3}}, {"batch-norm": {}}, "relu"),
        "cross-entropy", SLOW, freeze=["batchnorm1"])
    yield "batch-norm first", SERIES, training(
        classifier({"batch-norm": {}}, {"conv1d": {"channels": 4, "kernel": 3}}),
        "cross-entropy", SLOW)
    table, sequence = {"shape": [6], "classes": 3}, {"shape": [5, 6], "classes": 3}
    settings = [
        {"layer-norm": {}}, {"layer-norm": {"epsilon": 0.1}},
        {"layer-norm": {"epsilon": 0.01, "affine": False}},
        {"layer-norm": {"axes": "all"}}, {"layer-norm": {"axes": "all", "affine": False}},
        # The default epsilon is the precision's own: on these images it would show in Float.
        {"rms-norm": {"epsilon": 1e-4}}, {"rms-norm": {"epsilon": 1e-4, "affine": False}},
    ]
    for layer in settings:
        yield on_images(layer)
        yield f"{named(layer)} on sequences", sequence, training(
            classifier({"dense": 8}, layer, "tanh"), "cross-entropy", SLOW)
        yield f"{named(layer)} on a table", table, training(
            [{"dense": 8}, layer, "tanh", {"dense": 3}], "cross-entropy", SLOW)
    for layer in ({"group-norm": 2}, {"group-norm": 4}, {"group-norm": 1},
                  {"group-norm": {"groups": 2, "epsilon": 0.1, "affine": False}}):
        # One number a group has no variance: its gradient is 0 but for rounding.
        yield on_images(layer)
        yield on_series(layer)
    yield "rms-norm, epsilon of the precision", sequence, training(
        classifier({"dense": 8}, "rms-norm", "tanh"), "cross-entropy", SLOW)
    yield "group-norm on a table", table, training(
        [{"dense": 8}, {"group-norm": 2}, "tanh", {"dense": 3}], "cross-entropy", SLOW)
