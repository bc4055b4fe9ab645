"""Cases of layers on sequences [steps, features] and on tokens [steps]."""

from .cases import named, setting, training
from .image_cases import classifier

SGD = {"sgd": {"lr": 0.1}}
SEQUENCE = {"shape": [6, 4], "classes": 3}
STEPS = {"shape": [6, 4], "steps": 3}
TOKENS = {"shape": [6], "tokens": 7, "classes": 3}
TOKEN_STEPS = {"shape": [6], "tokens": 7, "steps": 7}


def recurrent():
    yield "lstm and gru, penalties and clipping", SEQUENCE, training(
        [{"lstm": {"hidden": 5, "output": "sequence"}}, {"gru": 4}, {"dense": 3}],
        "cross-entropy", {"momentum": {"lr": 0.02}}, l1=0.001, l2=0.02, clip={"norm": 0.5})
    for kind in ("rnn", "lstm", "gru"):
        settings = [
            {}, {"output": "sequence"}, {"bias": False}, {"layers": 2},
            {"layers": 3, "output": "sequence"}, {"bidirectional": True},
            {"bidirectional": True, "output": "sequence"}, {"bidirectional": True, "layers": 2},
            {"bidirectional": True, "layers": 2, "bias": False, "output": "sequence"},
        ]
        if kind == "rnn":
            settings += [{"activation": "relu"},
                         {"activation": "relu", "layers": 2, "bidirectional": True}]
        for o in settings:
            layer = {kind: {"hidden": 5, **o}}
            last = classifier() if o.get("output") == "sequence" else [{"dense": 3}]
            # Far along, the gradient through a ReLU that is nearly dead hangs on rounding.
            rate = {"sgd": {"lr": 0.02}} if "activation" in o else SGD
            yield named(layer), SEQUENCE, training(
                [{"dense": 4}, layer, *last], "cross-entropy", rate)
        yield f"{kind} first", SEQUENCE, training(
            [{kind: 5}, {"dense": 3}], "cross-entropy", SGD)
        yield f"{kind}, a class at each step", STEPS, training(
            [{kind: {"hidden": 5, "output": "sequence"}}, {"dense": 3}], "cross-entropy", SGD)
        yield f"{kind}, one step", {"shape": [1, 4], "classes": 3}, training(
            [{"dense": 4}, {kind: 5}, {"dense": 3}], "cross-entropy", SGD)
        yield f"{kind}, wider than a vector register", {"shape": [9, 5], "values": 2}, training(
            [{kind: {"hidden": 19, "output": "sequence"}}, {kind: 21}, {"dense": 2}], "mse", SGD)
        yield f"{kind}, two of them after an embedding", TOKENS, training(
            [{"embedding": {"dimension": 4, "vocabulary": 7}},
             {kind: {"hidden": 5, "output": "sequence", "bidirectional": True}}, {kind: 4},
             {"dense": 3}], "cross-entropy", SGD)


def embeddings():
    for o in ({}, {"padding-index": 0}, {"padding-index": 3}):
        name = ", ".join(["embedding", *(setting(key, value) for key, value in o.items())])
        embedding = {"embedding": {"dimension": 3, "vocabulary": 7, **o}}
        yield name, TOKENS, training(
            classifier(embedding, {"dense": 4}, "tanh"), "cross-entropy", SGD)
        yield f"{name}, Adam", TOKENS, training(
            classifier(embedding), "cross-entropy", {"adam": {"lr": 0.02}})
    yield "embedding, more rows than tokens seen", TOKENS, training(
        classifier({"embedding": {"dimension": 17, "vocabulary": 12}}), "cross-entropy", SGD)
    yield "embedding, a class at each step", TOKEN_STEPS, training(
        [{"embedding": {"dimension": 5, "vocabulary": 7}}, "tanh", {"dense": 7}],
        "cross-entropy", SGD)
    for kind in ("sinusoidal", {"kind": "learned", "maximum-steps": 6},
                 {"kind": "learned", "maximum-steps": 9}):
        layer = {"positional-encoding": kind}
        yield named(layer), TOKENS, training(
            classifier({"embedding": {"dimension": 6, "vocabulary": 7}}, layer, {"dense": 4},
                       "tanh"), "cross-entropy", SGD)
    yield "positional-encoding of an odd width", {"shape": [6, 5], "classes": 3}, training(
        classifier({"dense": 5}, {"positional-encoding": "sinusoidal"}, "tanh"),
        "cross-entropy", SGD)


def attention():
    for heads in (1, 2, 4):
        for more in ({}, {"causal": True}):
            layer = {"scaled-dot-product-attention": {"heads": heads, **more}}
            yield named(layer), SEQUENCE, training(
                classifier({"dense": 8}, layer), "cross-entropy", SGD)
            for bias in ({}, {"bias": False}):
                layer = {"self-attention": {"heads": heads, **more, **bias}}
                yield named(layer), SEQUENCE, training(
                    classifier({"dense": 8}, layer), "cross-entropy", SGD)
    yield "self-attention, penalties and clipping", SEQUENCE, training(
        classifier({"dense": 8}, {"self-attention": 2}), "cross-entropy",
        {"momentum": {"lr": 0.02}}, l1=0.001, l2=0.02, clip={"norm": 0.5})
    yield "self-attention first", SEQUENCE, training(
        classifier({"self-attention": 2}), "cross-entropy", SGD)
    yield "self-attention, two of them, a class at each step", STEPS, training(
        [{"self-attention": 2}, "gelu", {"self-attention": {"heads": 4, "causal": True}},
         {"dense": 3}], "cross-entropy", SGD)
    yield "self-attention of one step", {"shape": [1, 4], "classes": 3}, training(
        classifier({"dense": 4}, {"self-attention": 2}), "cross-entropy", SGD)
    yield "self-attention, wider than a vector register", {"shape": [19, 5], "classes": 3}, (
        training(classifier({"dense": 34}, {"self-attention": {"heads": 2, "causal": True}}),
                 "cross-entropy", {"sgd": {"lr": 0.02}}))
