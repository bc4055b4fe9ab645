"""The step loop in PyTorch: what a run of our engine must repeat number by number."""

from dataclasses import dataclass, field

import torch
from torch import optim
from torch.optim import lr_scheduler as schedulers

from .networks import build, kind_and_options, loss_of

WATCHED_STEPS = (1, 2, 20)


@dataclass
class Run:
    """One training run: tensors are lists in the order of the network's parameters."""

    losses: list = field(default_factory=list)
    rates: list = field(default_factory=list)
    gradients: dict = field(default_factory=dict)
    parameters: dict = field(default_factory=dict)
    training_losses: list = field(default_factory=list)
    validation_losses: list = field(default_factory=list)
    final: list = field(default_factory=list)
    outputs: torch.Tensor = None
    running: dict = field(default_factory=dict)


def optimizer_of(node, parameters):
    kind, o = kind_and_options(node)
    decay = o.get("weight-decay", 0.0)
    if kind in ("sgd", "momentum", "nesterov"):
        momentum = o.get("momentum", 0.0 if kind == "sgd" else 0.9)
        return optim.SGD(
            parameters, lr=o["lr"], momentum=momentum, dampening=o.get("dampening", 0.0),
            nesterov=o.get("nesterov", kind == "nesterov"), weight_decay=decay)
    if kind == "rmsprop":
        return optim.RMSprop(
            parameters, lr=o.get("lr", 0.01), alpha=o.get("alpha", 0.99),
            eps=o.get("epsilon", 1e-8), momentum=o.get("momentum", 0.0),
            centered=o.get("centered", False), weight_decay=decay)
    if kind == "adagrad":
        return optim.Adagrad(
            parameters, lr=o.get("lr", 0.01), lr_decay=o.get("lr-decay", 0.0),
            initial_accumulator_value=o.get("initial-accumulator", 0.0),
            eps=o.get("epsilon", 1e-10), weight_decay=decay)
    rule = {"adam": optim.Adam, "adamw": optim.AdamW}[kind]
    return rule(
        parameters, lr=o.get("lr", 0.001), betas=(o.get("beta1", 0.9), o.get("beta2", 0.999)),
        eps=o.get("epsilon", 1e-8), amsgrad=o.get("amsgrad", False),
        weight_decay=o.get("weight-decay", 0.01 if kind == "adamw" else 0.0))


def schedule_of(node, optimizer, epochs, steps_per_epoch):
    """A scheduler, and whether it moves after each step instead of after each epoch."""
    kind, o = kind_and_options(node)
    if kind == "constant":
        return schedulers.LambdaLR(optimizer, lambda _: 1.0), False
    if kind == "step":
        return schedulers.StepLR(optimizer, o["every"], o.get("factor", 0.1)), False
    if kind == "multi-step":
        return schedulers.MultiStepLR(optimizer, o["at"], o.get("factor", 0.1)), False
    if kind == "exponential":
        return schedulers.ExponentialLR(optimizer, o["factor"]), False
    if kind == "cosine":
        return schedulers.CosineAnnealingLR(
            optimizer, o.get("epochs", epochs), o.get("minimum", 0.0)), False
    if kind == "one-cycle":
        # The engine has no cycling of momentum, which is PyTorch's default.
        return schedulers.OneCycleLR(
            optimizer, o["max-lr"], total_steps=epochs * steps_per_epoch,
            pct_start=o.get("rise", 0.3), div_factor=o.get("start-divisor", 25.0),
            final_div_factor=o.get("end-divisor", 1e4),
            anneal_strategy={"cosine": "cos", "linear": "linear"}[o.get("curve", "cosine")],
            cycle_momentum=False), True
    if kind == "warm-up":
        length = o.get("epochs", o.get("steps"))
        ramp = schedulers.LinearLR(
            optimizer, o.get("start-factor", 1 / 3), total_iters=length)
        then, _ = schedule_of(o.get("then", "constant"), optimizer, epochs, steps_per_epoch)
        return schedulers.SequentialLR(optimizer, [ramp, then], [length]), "steps" in o
    if kind == "reduce-on-plateau":
        return schedulers.ReduceLROnPlateau(
            optimizer, factor=o.get("factor", 0.1), patience=o["patience"],
            threshold=o.get("threshold", 1e-4), cooldown=o.get("cooldown", 0),
            min_lr=o.get("minimum", 0.0)), False
    raise ValueError(kind)


def add_penalties(parameters, training):
    """The gradients of l2 / 2 * sum(w^2) and l1 * sum(|w|) over the weights of dense layers."""
    for parameter in parameters:
        if parameter.dim() < 2 or not parameter.requires_grad:
            continue
        if "l2" in training:
            parameter.grad.add_(parameter.data, alpha=training["l2"])
        if "l1" in training:
            parameter.grad.add_(parameter.data.sign(), alpha=training["l1"])


def clip(parameters, rule):
    (kind, limit), = rule.items()
    if kind == "norm":
        torch.nn.utils.clip_grad_norm_(parameters, limit)
    else:
        torch.nn.utils.clip_grad_value_(parameters, limit)


def copies(tensors):
    """Copies, empty for the gradients of frozen parameters, which have none."""
    return [torch.empty(0) if tensor is None else tensor.detach().clone() for tensor in tensors]


def groups_of(batches, size):
    """Batches whose gradients make one update; the last group of an epoch may be smaller."""
    return [batches[at:at + size] for at in range(0, len(batches), size)]


def run(training, data, initial, dtype):
    """Trains as `training` says, from `initial` ({name: rows of numbers}), in `dtype`."""

    def tensor(rows):
        return torch.tensor(rows, dtype=dtype)

    def targets(part):
        return torch.tensor(part["classes"]) if "classes" in part else tensor(part["values"])

    x, y = tensor(data["training"]["features"]), targets(data["training"])
    xv, yv = tensor(data["validation"]["features"]), targets(data["validation"])
    network = build(training["model"], x.shape[1:]).to(dtype)
    named = dict(network.named_parameters())
    assert list(named) == list(initial), (list(named), list(initial))
    with torch.no_grad():
        for name, parameter in named.items():
            parameter.copy_(tensor(initial[name]).reshape(parameter.shape))
            parameter.requires_grad_(not network.is_frozen(name, training.get("freeze", [])))
    parameters = list(named.values())
    loss_function = loss_of(training["loss"], y, data.get("count"), dtype)
    kind, options = kind_and_options(training["loss"])
    mean = {"sum": "mean"}.get(options.get("reduction"), options.get("reduction", "mean"))
    mean_loss = loss_of({kind: {**options, "reduction": mean}}, y, data.get("count"), dtype)

    batch, epochs = training["batch"], training["epochs"]
    batch = len(x) if batch == "all" else batch
    batches = [range(at, min(at + batch, len(x))) for at in range(0, len(x), batch)]
    if training.get("drop-last"):
        batches = [rows for rows in batches if len(rows) == batch]
    groups = groups_of(batches, training.get("accumulate", 1))
    optimizer = optimizer_of(training["optimizer"], [p for p in parameters if p.requires_grad])
    schedule = training.get("schedule", "constant")
    scheduler, each_step = schedule_of(schedule, optimizer, epochs, len(groups))
    result, step = Run(), 0

    def evaluate():
        network.eval()
        with torch.no_grad():
            result.training_losses.append(mean_loss(network(x), y))
            result.validation_losses.append(mean_loss(network(xv), yv))
        network.train()

    evaluate()
    for _ in range(epochs):
        for group in groups:
            step += 1
            step_loss = 0.0
            for rows in group:
                loss = loss_function(network(x[rows]), y[rows]) / len(group)
                loss.backward()
                step_loss += loss.detach()
            result.losses.append(step_loss)
            result.rates.append(optimizer.param_groups[0]["lr"])
            add_penalties(parameters, training)
            if step in WATCHED_STEPS:
                result.gradients[step] = copies(p.grad for p in parameters)
            if "clip" in training:
                clip(parameters, training["clip"])
            optimizer.step()
            optimizer.zero_grad()
            if each_step:
                scheduler.step()
            if step in WATCHED_STEPS:
                result.parameters[step] = copies(parameters)
        evaluate()
        if isinstance(scheduler, schedulers.ReduceLROnPlateau):
            _, options = kind_and_options(schedule)
            watched = {
                "train.loss": result.training_losses,
                "validation.loss": result.validation_losses,
            }[options["metric"]]
            scheduler.step(float(watched[-1]))
        elif not each_step:
            scheduler.step()
    network.eval()
    with torch.no_grad():
        result.outputs = network(xv)
    result.final = copies(parameters)
    for name, buffer in network.named_buffers():
        if "running" in name:
            result.running[name] = buffer.clone()
    return result
