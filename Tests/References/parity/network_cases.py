"""Cases of blocks, and of whole networks as people build them."""

from .cases import named, setting, training
from .image_cases import IMAGE, SERIES, SGD, WHOLE, classifier
from .sequence_cases import SEQUENCE, STEPS, TOKEN_STEPS, TOKENS


def conv(channels, kernel=3, **more):
    return {"conv2d": {"channels": channels, "kernel": kernel, **more}}


def blocks():
    table = {"shape": [5], "classes": 3}
    inner = [{"dense": 6}, "tanh", {"dense": 4}]
    yield "residual", table, training(
        [{"dense": 4}, {"residual": inner}, {"dense": 3}], "cross-entropy", SGD)
    yield "residual first", table, training(
        [{"residual": [{"dense": 5}, "tanh"]}, {"dense": 3}], "cross-entropy", SGD)
    yield "residual last", table, training(
        [{"dense": 3}, {"residual": ["tanh", {"dense": 3}]}], "cross-entropy", SGD)
    yield "residual with a projection", table, training(
        [{"dense": 5}, {"residual": {"layers": inner, "projection": [{"dense": 4}]}},
         {"dense": 3}], "cross-entropy", SGD)
    yield "residual within residual", table, training(
        [{"dense": 4}, {"residual": [{"dense": 4}, "tanh", {"residual": inner}]}, {"dense": 3}],
        "cross-entropy", SGD)
    yield "residual, two in a row, frozen inside", table, training(
        [{"dense": 4}, {"residual": inner}, "gelu", {"residual": inner}, {"dense": 3}],
        "cross-entropy", SGD, freeze=["dense2", "dense5"])
    yield "residual, penalties and clipping", table, training(
        [{"dense": 4}, {"residual": inner}, {"dense": 3}], "cross-entropy",
        {"momentum": {"lr": 0.05}}, l1=0.01, l2=0.02, clip={"norm": 0.5})
    branches = [[{"dense": 4}, "tanh"], [{"dense": 4}, "silu", {"dense": 4}]]
    for join in ("concatenate", "add"):
        layer = {"parallel": {"branches": branches, "join": join}}
        yield f"parallel, {join}", table, training(
            [{"dense": 4}, layer, "tanh", {"dense": 3}], "cross-entropy", SGD)
        three = {"parallel": {"branches": [*branches, ["identity"]], "join": join}}
        yield f"parallel, {join}, three with an identity", table, training(
            [{"dense": 4}, three, {"dense": 3}], "cross-entropy", SGD)
        yield f"parallel, {join}, first", table, training(
            [layer, {"dense": 3}], "cross-entropy", SGD)
        yield f"parallel, {join}, within residual", table, training(
            [{"dense": 4}, {"residual": [layer, {"dense": 4}]}, {"dense": 3}],
            "cross-entropy", SGD)
    yield "parallel, concatenate-last, with an empty branch", SEQUENCE, training(
        classifier({"dense": 4}, {"parallel": {
            "branches": [[{"dense": 3}, "tanh"], [], [{"gru": {"hidden": 4, "output": "sequence"}}]],
            "join": "concatenate-last"}}, {"dense": 4}), "cross-entropy", SGD)
    yield "residual, frozen as a whole", table, training(
        [{"dense": 4}, {"residual": inner}, {"dense": 3}], "cross-entropy", SGD,
        freeze=["residual1"])
    yield "residual of images with a projection", IMAGE, training(
        classifier({"residual": {
            "layers": [conv(4, padding=1), "relu", conv(4, padding="same")],
            "projection": [conv(4, 1)]}}, "relu"), "cross-entropy", SGD)
    inception = {"parallel": {"branches": [
        [conv(2, 1)], [conv(2, 1), "tanh", conv(3, padding=1)],
        [{"max-pool2d": {"kernel": 3, "stride": 1, "padding": 1}}, conv(2, 1)]]}}
    yield "parallel of images: convolutions beside a pool", IMAGE, training(
        classifier(conv(3, 1), inception, "tanh"), "cross-entropy", SGD)
    for norm_first in (False, True):
        for activation in ("relu", "gelu"):
            for causal in (False, True):
                o = {"heads": 2, "feed-forward": 10, "dropout": 0}
                o |= {"norm-first": True} if norm_first else {}
                o |= {"activation": "gelu"} if activation == "gelu" else {}
                o |= {"causal": True} if causal else {}
                said = [setting(k, v) for k, v in o.items() if k in (
                    "norm-first", "activation", "causal")]
                yield ", ".join(["transformer-block", *said]), SEQUENCE, training(
                    classifier({"dense": 6}, {"transformer-block": o}), "cross-entropy", SGD)


def networks():
    step = {"cross-entropy": {"label-smoothing": 0.1}}
    image = {"shape": [1, 12, 12], "classes": 4}
    yield "CNN; Adam, cosine", image, training(
        [conv(4), "relu", {"max-pool2d": 2}, conv(6), "relu", {"max-pool2d": 2}, "flatten",
         {"dense": 8}, "relu", {"dense": 4}], "cross-entropy", {"adam": {"lr": 0.01}},
        schedule={"cosine": {"epochs": 5}})
    yield "CNN with batch norm; AdamW, warm-up, clipped", image, training(
        [conv(4, bias=False), {"batch-norm": {}}, "relu", {"max-pool2d": 2},
         conv(6, padding="same", bias=False), {"batch-norm": {}}, "gelu", "global-average-pool",
         {"dense": 4}], step, {"adamw": {"lr": 0.01}}, clip={"norm": 0.5},
        schedule={"warm-up": {"epochs": 2, "start-factor": 0.2}})
    yield "CNN on series, MSE; RMSprop", {"shape": [3, 16], "values": 2}, training(
        [{"conv1d": {"channels": 5, "kernel": 5, "stride": 2}}, "tanh",
         {"average-pool1d": 2}, {"conv1d": {"channels": 4, "kernel": 3, "padding": "same"}},
         "silu", "flatten", {"dense": 2}], "mse", {"rmsprop": {"lr": 0.002}})
    block = [conv(4, padding=1, bias=False), {"batch-norm": {}}, "relu",
             conv(4, padding=1, bias=False), {"batch-norm": {}}]
    down = {"layers": [conv(6, padding=1, stride=2, bias=False), {"batch-norm": {}}, "relu",
                       conv(6, padding=1, bias=False), {"batch-norm": {}}],
            "projection": [conv(6, 1, stride=2, bias=False), {"batch-norm": {}}]}
    yield "residual net with batch norm; momentum, L2", image, training(
        [conv(4, padding=1, bias=False), {"batch-norm": {}}, "relu", {"residual": block}, "relu",
         {"residual": down}, "relu", "global-average-pool", {"dense": 4}],
        "cross-entropy", {"momentum": {"lr": 0.02}}, l2=0.001) | WHOLE
    yield "LSTM classifier; Adam, clipped", TOKENS, training(
        [{"embedding": {"dimension": 5, "vocabulary": 7}},
         {"lstm": {"hidden": 6, "bidirectional": True}}, {"dense": 3}], "cross-entropy",
        {"adam": {"lr": 0.02}}, clip={"norm": 0.5})
    yield "GRU on windows, MSE; AdamW", {"shape": [12, 1], "values": 2}, training(
        [{"gru": {"hidden": 6, "layers": 2}}, {"dense": 2}], "mse",
        {"adamw": {"lr": 0.01, "epsilon": 1e-4}}) | WHOLE
    yield "RNN on windows, Huber; SGD, clipped by value", {"shape": [12, 1], "values": 1}, training(
        [{"rnn": {"hidden": 6}}, {"dense": 1}], "huber", {"nesterov": {"lr": 0.02}},
        clip={"value": 0.1})
    transformer = {"heads": 2, "feed-forward": 12, "dropout": 0}
    # A key's bias moves all of a query's scores alike: its gradient is 0 but for rounding, which
    # Adam with its small epsilon would blow up to steps of full length.
    yield "transformer classifier; AdamW, warm-up", TOKENS, training(
        [{"embedding": {"dimension": 8, "vocabulary": 7}}, {"positional-encoding": "sinusoidal"},
         {"transformer-block": transformer},
         {"transformer-block": {**transformer, "norm-first": True, "activation": "gelu"}},
         "flatten", {"dense": 3}], step, {"adamw": {"lr": 0.005, "epsilon": 1e-3}},
        schedule={"warm-up": {"steps": 6, "start-factor": 0.25}})
    causal = {**transformer, "causal": True, "norm-first": True}
    yield "causal transformer, a class at each step; SGD, clipped", TOKEN_STEPS, training(
        [{"embedding": {"dimension": 8, "vocabulary": 7}},
         {"positional-encoding": {"kind": "learned", "maximum-steps": 6}},
         {"transformer-block": causal}, {"layer-norm": {}}, {"dense": 7}], "cross-entropy",
        {"sgd": {"lr": 0.1, "momentum": 0.9}}, clip={"norm": 1})
    yield "convolution, then GRU, a class at each step; Adagrad", STEPS, training(
        ["transpose", {"conv1d": {"channels": 5, "kernel": 3, "padding": "same"}}, "tanh",
         "transpose", {"gru": {"hidden": 5, "output": "sequence", "bidirectional": True}},
         {"rms-norm": {"epsilon": 0.01}}, {"dense": 3}],
        {"cross-entropy": {"class-weights": [0.5, 2, 1.25]}},
        {"adagrad": {"lr": 0.005, "initial-accumulator": 0.1}}) | WHOLE
    yield "convolutional classifier with group norm and accumulation; SGD", SERIES, training(
        [{"conv1d": {"channels": 4, "kernel": 3}}, {"group-norm": 2}, "relu",
         {"max-pool1d": 2}, "flatten", {"dense": 3}], "cross-entropy",
        {"sgd": {"lr": 0.1, "weight-decay": 0.01}}, accumulate=2) | {"epochs": 10}
