"""The cases: a family is a list of (name, data set, training part of a spec)."""

BATCH, EPOCHS = 6, 5  # 20 rows: batches of 6, 6, 6 and 2, four steps an epoch, 20 in all


def training(model, loss, optimizer, **more):
    part = {"model": model, "loss": loss, "optimizer": optimizer, "batch": BATCH, "epochs": EPOCHS}
    part.update({key.replace("_", "-"): value for key, value in more.items()})
    return {**part, "shuffle": False}


def named(node):
    """A kind with its options, as a case's name: "huber, delta 0.3"."""
    if isinstance(node, str):
        return node
    (kind, options), = node.items()
    if not isinstance(options, dict):
        return f"{kind} {options}"
    return ", ".join([kind, *(setting(key, value) for key, value in options.items())])


def setting(key, value):
    if isinstance(value, bool):
        return key if value else f"no {key}"
    if isinstance(value, list):
        return f"{key} {' '.join(map(str, value))}"
    return f"{key} {named(value) if isinstance(value, (dict, str)) else value}"


def layers():
    sgd = {"sgd": {"lr": 0.1}}
    activations = [
        "identity", "relu", "leaky-relu", {"leaky-relu": {"slope": 0.2}}, "elu",
        {"elu": {"alpha": 0.5}}, "gelu", {"gelu": {"approximate": "tanh"}}, "silu", "softplus",
        {"softplus": {"beta": 2, "threshold": 1.5}}, "tanh", "sigmoid", "softmax", "log-softmax",
    ]
    for activation in activations:
        model = [{"dense": 3}, activation, {"dense": 2}]
        yield named(activation), "values", training(model, "mse", sgd)
    norm = {"batch-norm": {}}
    slow = {"batch-norm": {"epsilon": 0.01, "momentum": 0.3}}
    # No rest of two rows: batch norm over so few would hang on rounding.
    whole = {"batch": 10, "epochs": 10}
    yield "dense alone", "values", training([{"dense": 2}], "mse", sgd)
    yield "dense without bias", "values", training(
        [{"dense": {"units": 3, "bias": False}}, "tanh", {"dense": 2}], "mse", sgd)
    yield "three dense", "values", training(
        [{"dense": 3}, "tanh", {"dense": 3}, "tanh", {"dense": 2}], "mse", sgd)
    yield "activation last", "values", training([{"dense": 2}, "silu"], "mse", sgd)
    yield "activation first", "values", training(["tanh", {"dense": 2}], "mse", sgd)
    yield "dropout 0", "values", training(
        [{"dense": 3}, "tanh", {"dropout": 0}, {"dense": 2}], "mse", sgd)
    yield "batch-norm", "values", training(
        [{"dense": 3}, norm, "tanh", {"dense": 2}], "mse", sgd) | whole
    yield "batch-norm, epsilon 0.01, momentum 0.3", "values", training(
        [{"dense": 3}, slow, "tanh", {"dense": 2}], "mse", sgd) | whole
    yield "batch-norm after an activation", "values", training(
        [{"dense": 3}, "gelu", norm, {"dense": 2}], "mse", sgd) | whole
    yield "batch-norm, frozen", "values", training(
        [{"dense": 3}, norm, "tanh", {"dense": 2}], "mse", sgd, freeze=["batchnorm1"]) | whole
    yield "batch-norm first", "values", training(
        [norm, {"dense": 2}], "mse", sgd) | whole
    yield "batch-norm last", "values", training(
        [{"dense": 2}, norm], "mse", sgd) | whole


def losses():
    sgd = {"sgd": {"lr": 0.1}}
    small = {"sgd": {"lr": 0.02}}
    hidden = [{"dense": 3}, "tanh"]

    def both(kind, data, last, **options):
        model = hidden + last
        loss = {kind: options} if options else kind
        yield named(loss), data, training(model, loss, sgd)
        loss = {kind: {**options, "reduction": "sum"}}
        yield named(loss), data, training(model, loss, small)

    values, classes = [{"dense": 2}], [{"dense": 3}]
    probability = [{"dense": 1}, "sigmoid"]
    yield from both("mse", "values", values)
    yield from both("mae", "values", values)
    yield from both("huber", "values", values)
    yield from both("huber", "values", values, delta=0.3)
    yield from both("bce", "binary", probability)
    yield "bce, several labels", "multilabel", training(
        hidden + [{"dense": 2}, "sigmoid"], "bce", sgd)
    yield "bce, clamped at -100", "binary, stretched", training(
        [{"dense": 1}, "sigmoid"], "bce", {"sgd": {"lr": 1e-7}})
    yield from both("bce-with-logits", "binary", [{"dense": 1}])
    yield from both("bce-with-logits", "binary", [{"dense": 1}], **{"positive-weight": 3})
    yield "bce-with-logits, several labels", "multilabel", training(
        hidden + values, "bce-with-logits", sgd)
    yield "bce-with-logits, logits of thousands", "binary, stretched", training(
        [{"dense": 1}], "bce-with-logits", {"sgd": {"lr": 1e-7}})
    yield from both("cross-entropy", "classes", classes)
    yield from both("cross-entropy", "classes", classes, **{"label-smoothing": 0.1})
    weights = {"class-weights": [0.5, 2, 1.25]}
    yield from both("cross-entropy", "classes", classes, **weights)
    yield from both("cross-entropy", "classes", classes, **weights, **{"label-smoothing": 0.2})
    yield from both("cross-entropy", "classes", classes, **{"class-weights": "balanced"})
    yield "cross-entropy, logits of thousands", "classes, stretched", training(
        classes, "cross-entropy", {"sgd": {"lr": 1e-7}})
    yield "cross-entropy after softmax", "classes", training(
        hidden + classes + ["softmax"], "cross-entropy", sgd)
    yield from both("nll", "classes", classes + ["log-softmax"])
    one = [{"dense": 1}]
    yield "bce-with-logits, a positive weight a label", "multilabel", training(
        hidden + values, {"bce-with-logits": {"positive-weight": [0.5, 3]}}, sgd)
    yield from both("focal", "classes", classes)
    yield from both("focal", "classes", classes, gamma=0.5, **weights)
    yield from both("focal", "classes", classes, **{"class-weights": "balanced"})
    yield "focal, one output", "two classes", training(hidden + one, "focal", sgd)
    yield "focal, one output, alpha", "two classes", training(
        hidden + one, {"focal": {"gamma": 1.5, "alpha": 0.25}}, sgd)
    yield "focal without focus is cross-entropy", "classes", training(
        hidden + classes, {"focal": {"gamma": 0}}, sgd)
    yield "focal, logits of thousands", "classes, stretched", training(
        classes, "focal", {"sgd": {"lr": 1e-7}})
    yield from both("hinge", "classes", classes)
    yield from both("hinge", "classes", classes, margin=0.4, **weights)
    yield "hinge, one output", "two classes", training(hidden + one, "hinge", sgd)
    yield "hinge, one output, weighted", "two classes", training(
        hidden + one, {"hinge": {"margin": 2, "class-weights": [0.5, 2]}}, sgd)
    for reduction, rate in (("mean", 0.1), ("batchmean", 0.02), ("sum", 0.002)):
        loss = {"kl-divergence": {"reduction": reduction}}
        yield named(loss), "probabilities", training(
            hidden + classes + ["log-softmax"], loss, {"sgd": {"lr": rate}})
    yield from both("gaussian-nll", "value", values)
    yield "gaussian-nll, two targets", "values", training(
        hidden + [{"dense": 4}], {"gaussian-nll": {"variance": "exponential"}}, small)
    yield "gaussian-nll, given variances, raised to epsilon", "value", training(
        hidden + values + ["softplus"],
        {"gaussian-nll": {"variance": "given", "epsilon": 0.5}}, sgd)
    yield from both("bce-by-hand", "binary", probability)
    for reduction, rate in (("mean", 0.1), ("sum", 0.002)):
        loss = {"mse-broadcast": {"reduction": reduction}}
        yield named(loss), "value", training(
            hidden + [{"dense": 1}], loss, {"sgd": {"lr": rate}})


def optimizers():
    rules = [{"sgd": {"lr": 0.1, **o}} for o in (
        {}, {"momentum": 0.8}, {"momentum": 0.8, "dampening": 0.3},
        {"momentum": 0.8, "nesterov": True}, {"weight-decay": 0.1},
        {"momentum": 0.8, "weight-decay": 0.1},
        {"momentum": 0.8, "nesterov": True, "weight-decay": 0.1})]
    rules += [{"momentum": {"lr": 0.05}}, {"nesterov": {"lr": 0.05}}]
    rules += [{"rmsprop": o} for o in (
        {"lr": 0.01}, {"lr": 0.02, "alpha": 0.9, "epsilon": 0.001}, {"lr": 0.01, "momentum": 0.5},
        {"lr": 0.01, "centered": True}, {"lr": 0.01, "weight-decay": 0.1},
        {"lr": 0.01, "alpha": 0.9, "momentum": 0.5, "centered": True, "weight-decay": 0.1})]
    rules += [{"adagrad": {"lr": 0.1, **o}} for o in (
        {}, {"lr-decay": 0.1}, {"initial-accumulator": 0.5}, {"epsilon": 0.01},
        {"weight-decay": 0.1})]
    options = (
        {}, {"beta1": 0.5, "beta2": 0.9}, {"epsilon": 0.01}, {"amsgrad": True},
        {"weight-decay": 0.1}, {"amsgrad": True, "beta2": 0.6, "weight-decay": 0.05})
    rules += [{kind: {"lr": 0.02, **o}} for kind in ("adam", "adamw") for o in options]
    for rule in rules:
        yield named(rule), "values", training(
            [{"dense": 3}, "tanh", {"dense": 2}], "mse", rule)


def penalties():
    model = [{"dense": 3}, "tanh", {"dense": 2}]
    sgd, adam = {"sgd": {"lr": 0.1}}, {"adam": {"lr": 0.05}}
    decayed = {"sgd": {"lr": 0.1, "momentum": 0.8, "weight-decay": 0.1}}
    settings = [
        ({"clip": {"norm": 0.4}}, sgd), ({"clip": {"norm": 100}}, sgd),
        ({"clip": {"value": 0.1}}, sgd), ({"clip": {"norm": 0.4}}, decayed),
        ({"clip": {"value": 0.1}}, adam), ({"l1": 0.02}, sgd), ({"l2": 0.1}, sgd),
        ({"l1": 0.02, "l2": 0.1}, adam), ({"l2": 0.1}, decayed),
        ({"l1": 0.02, "l2": 0.1, "clip": {"norm": 0.4}}, sgd),
        ({"accumulate": 2, "epochs": 10}, sgd), ({"accumulate": 4, "epochs": 20}, adam),
        ({"accumulate": 2, "epochs": 10, "clip": {"norm": 0.4}, "l2": 0.1}, sgd),
        ({"accumulate": 3, "epochs": 10}, sgd), ({"batch": "all", "epochs": 20}, sgd),
        ({"drop-last": True, "epochs": 7}, sgd), ({"freeze": ["dense1"]}, decayed),
        ({"freeze": ["dense2"], "clip": {"norm": 0.2}, "l2": 0.1}, adam),
    ]
    for more, rule in settings:
        name = ", ".join(
            setting(key, value) for key, value in more.items() if key != "epochs")
        (kind, options), = rule.items()
        decay = " with weight decay" if "weight-decay" in options else ""
        yield f"{name}, {kind}{decay}", "values", training(model, "mse", rule) | more


def schedules():
    cosine = {"cosine": {"epochs": 20}}
    settings = [
        "constant", {"step": {"every": 5}}, {"step": {"every": 7, "factor": 0.5}},
        {"multi-step": {"at": [4, 9, 10], "factor": 0.3}}, {"exponential": {"factor": 0.9}},
        {"cosine": {"epochs": 24}}, {"cosine": {"epochs": 24, "minimum": 0.01}},
        {"cosine": {"epochs": 10}}, {"cosine": {}}, {"one-cycle": {"max-lr": 0.2}},
        {"one-cycle": {
            "max-lr": 0.2, "rise": 0.5, "start-divisor": 10, "end-divisor": 100,
            "curve": "linear"}},
        {"warm-up": {"epochs": 6}},
        {"warm-up": {"epochs": 4, "start-factor": 0.1}},
        {"warm-up": {"steps": 6, "start-factor": 0.25}},
        {"warm-up": {"epochs": 4, "start-factor": 0.1, "then": cosine}},
        {"warm-up": {"epochs": 3, "start-factor": 0.5, "then": {"step": {"every": 5}}}},
        {"reduce-on-plateau": {"patience": 2, "metric": "validation.loss"}},
        {"reduce-on-plateau": {
            "factor": 0.5, "patience": 1, "threshold": 0.05, "metric": "train.loss"}},
        {"reduce-on-plateau": {
            "factor": 0.5, "patience": 1, "cooldown": 3, "minimum": 0.03,
            "metric": "validation.loss"}},
        {"reduce-on-plateau": {
            "factor": 0.3, "patience": 0, "threshold": 0.01, "metric": "train.loss"}},
    ]
    for schedule in settings:
        yield named(schedule), "value", training(
            [{"dense": 1}], "mse", {"sgd": {"lr": 0.1}}, schedule=schedule) | {
                "batch": 10, "epochs": 24}


def combinations():
    norm = {"batch-norm": {}}
    smooth = {"cross-entropy": {"label-smoothing": 0.1}}
    whole = {"batch": 10, "epochs": 10}
    yield "dense, batch norm, GELU; AdamW, cosine, clipped", "classes", training(
        # No bias before batch norm: its gradient is 0, of which Adam would blow up the rounding to
        # steps of full length.
        [{"dense": {"units": 4, "bias": False}}, norm, "gelu", {"dense": 3}], smooth,
        {"adamw": {"lr": 0.02, "weight-decay": 0.05}},
        schedule={"cosine": {"epochs": 10}}, clip={"norm": 0.5}) | whole
    yield "four dense; Nesterov, one cycle, L2", "classes", training(
        [{"dense": 4}, "silu", {"dense": 4}, "elu", {"dense": 4}, "tanh", {"dense": 3}],
        {"cross-entropy": {"class-weights": "balanced"}}, {"nesterov": {"lr": 0.01}},
        schedule={"one-cycle": {"max-lr": 0.05}}, l2=0.01)
    yield "two batch norms; momentum, warm-up, step, clipped by value", "values", training(
        [norm, {"dense": 4}, norm, "leaky-relu", {"dense": 2}], {"huber": {"delta": 0.5}},
        {"momentum": {"lr": 0.02}}, clip={"value": 0.2}, schedule={
            "warm-up": {"epochs": 2, "start-factor": 0.2, "then": {"step": {"every": 2}}}}) | whole
    yield "logistic regression; RMSprop, exponential, L1", "binary", training(
        [{"dense": 1}], {"bce-with-logits": {"positive-weight": 2}},
        {"rmsprop": {"lr": 0.02, "momentum": 0.5, "centered": True}},
        schedule={"exponential": {"factor": 0.8}}, l1=0.01)
    yield "log-softmax, NLL; Adagrad, accumulated, plateau", "classes", training(
        [{"dense": 4}, "softplus", {"dense": 3}, "log-softmax"], "nll",
        {"adagrad": {"lr": 0.1, "weight-decay": 0.01}}, accumulate=2, schedule={
            "reduce-on-plateau": {"patience": 0, "metric": "validation.loss"}}) | {"epochs": 10}
    yield "several labels; AMSGrad, multi-step", "multilabel", training(
        [{"dense": 4}, "gelu", norm, {"dense": 2}, "sigmoid"], "bce",
        {"adam": {"lr": 0.03, "amsgrad": True}}, clip={"norm": 0.3},
        schedule={"multi-step": {"at": [2, 6], "factor": 0.5}}) | whole


def wide():
    """Networks whose rows fill vector registers and leave a rest: 19 features, 67 units, 33 classes."""
    sgd = {"sgd": {"lr": 0.05}}
    sizes = {"batch": 25}

    def case(name, data, model, loss, rule, **more):
        return name, "wide " + data, training(model, loss, rule, **more) | sizes

    for activation in (
            "relu", "leaky-relu", "elu", "gelu", {"gelu": {"approximate": "tanh"}}, "silu",
            "softplus", "tanh", "sigmoid", "softmax", "log-softmax"):
        rule = {"sgd": {"lr": 0.0005}} if activation == "log-softmax" else sgd
        yield case(named(activation), "values", [{"dense": 67}, activation, {"dense": 5}],
                   "mse", rule)
    norm = [{"dense": 67}, {"batch-norm": {}}, "tanh"]
    yield case("batch-norm", "values", norm + [{"dense": 5}], "mse", sgd)
    hidden = [{"dense": 67}, "tanh"]
    for loss in ("mae", "huber"):
        yield case(loss, "values", hidden + [{"dense": 5}], loss, sgd)
    yield case("bce", "multilabel", hidden + [{"dense": 5}, "sigmoid"], "bce", sgd)
    yield case("bce-with-logits", "multilabel", hidden + [{"dense": 5}], "bce-with-logits", sgd)
    yield case("bce-with-logits, weighted", "multilabel", hidden + [{"dense": 5}],
               {"bce-with-logits": {"positive-weight": [0.5, 2, 1, 3, 0.25]}}, sgd)
    for loss in ("focal", "hinge"):
        yield case(loss, "classes", hidden + [{"dense": 33}], loss, sgd)
    yield case("gaussian-nll", "values", hidden + [{"dense": 10}], "gaussian-nll", sgd)
    weights = [0.5 + 0.25 * (k % 7) for k in range(33)]
    for name, options in (
            ("cross-entropy", {}),
            ("cross-entropy, weighted, smoothed",
             {"class-weights": weights, "label-smoothing": 0.1})):
        yield case(name, "classes", hidden + [{"dense": 33}], {"cross-entropy": options}, sgd)
    yield case("nll", "classes", hidden + [{"dense": 33}, "log-softmax"], "nll", sgd)
    yield case("mse-broadcast", "value", hidden + [{"dense": 1}], "mse-broadcast", sgd)
    for rule in (
            {"momentum": {"lr": 0.02}}, {"nesterov": {"lr": 0.02}}, {"rmsprop": {"lr": 0.001}},
            {"rmsprop": {"lr": 0.001, "centered": True, "momentum": 0.5}},
            {"adagrad": {"lr": 0.02}}, {"adam": {"lr": 0.002}},
            {"adam": {"lr": 0.002, "amsgrad": True}}, {"adamw": {"lr": 0.002}}):
        yield case(named(rule), "classes", hidden + [{"dense": 33}], "cross-entropy", rule,
                   clip={"norm": 0.5}, l1=0.001, l2=0.01)

