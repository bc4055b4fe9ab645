#!/usr/bin/env python3
"""Writes the fixture that holds our metrics to scikit-learn's: ParityTests/Fixtures/scores.json.

    python3 Tests/References/scores.py

A case is a loss, the outputs of a network row by row, targets, and what scikit-learn says of them.
"""

import json
import pathlib
import warnings

import numpy as np
from scipy.special import expit, log_softmax, softmax
from sklearn import metrics

FIXTURE = pathlib.Path(__file__).parent.parent / "ParityTests" / "Fixtures" / "scores.json"
ROWS = 40


def exact(numbers):
    """Multiples of 1/64: Float and Double hold them alike."""
    return np.round(np.asarray(numbers) * 64) / 64


def draw(name, *shape):
    """An own stream for each name: adding a case moves no other."""
    return exact(np.random.default_rng(list(name.encode())).normal(size=shape) * 1.5)


def of_classes(y, said, probabilities=None):
    present = sorted(set(y.tolist()))
    scores = {
        "accuracy": metrics.accuracy_score(y, said),
        "balanced-accuracy": metrics.balanced_accuracy_score(y, said),
        "f1": metrics.f1_score(y, said, average="macro", zero_division=0)}
    recalls = metrics.recall_score(y, said, labels=present, average=None)
    scores |= {f"recall.{c}": recall for c, recall in zip(present, recalls)}
    if probabilities is not None:
        labels = list(range(probabilities.shape[1]))
        scores["nll"] = metrics.log_loss(y, probabilities, labels=labels)
        one = probabilities[:, 1] if len(labels) == 2 else probabilities
        scores["brier"] = metrics.brier_score_loss(y, one, labels=labels)
    return scores


def of_labels(y, p):
    said = p > 0.5
    columns = range(y.shape[1])
    scores = {
        "accuracy": 1 - metrics.hamming_loss(y, said),
        "balanced-accuracy": np.mean(
            [metrics.balanced_accuracy_score(y[:, c], said[:, c]) for c in columns]),
        "f1": metrics.f1_score(y, said, average="macro", zero_division=0),
        "nll": metrics.log_loss(y.ravel(), p.ravel()),
        "brier": metrics.brier_score_loss(y.ravel(), p.ravel())}
    scores |= {f"recall.{c}": metrics.recall_score(y[:, c], said[:, c]) for c in columns
               if y[:, c].any()}
    return scores


def of_values(y, p):
    return {"r2": metrics.r2_score(y, p), "mae": metrics.mean_absolute_error(y, p),
            "rmse": np.sqrt(metrics.mean_squared_error(y, p))}


def both(p):
    """The probabilities of no and yes."""
    return np.stack([1 - p, p], 1)


def cases():
    z = draw("three classes", ROWS, 3) - [0, 0, 1]
    y = (z + draw("noise", ROWS, 3)).argmax(1)
    yield "three classes", "cross-entropy", z, {"classes": y, "count": 3}, of_classes(
        y, z.argmax(1), softmax(z, 1))
    yield "a focal loss", "focal", z, {"classes": y, "count": 3}, of_classes(
        y, z.argmax(1), softmax(z, 1))
    o = log_softmax(z, 1)
    yield "log-probabilities", "nll", o, {"classes": y, "count": 3}, of_classes(
        y, z.argmax(1), softmax(z, 1))
    yield "divergence from classes", "kl-divergence", o, {"classes": y, "count": 3}, of_classes(
        y, z.argmax(1), softmax(z, 1))
    yield "scores", "hinge", z, {"classes": y, "count": 3}, of_classes(y, z.argmax(1))
    rare = np.where(y == 2, 1, y)
    yield "a class that is said and never there", "cross-entropy", z, {
        "classes": rare, "count": 3}, of_classes(rare, z.argmax(1), softmax(z, 1))
    low = z - [0, 0, 12]
    yield "a class that is there and never said", "cross-entropy", low, {
        "classes": y, "count": 3}, of_classes(y, low.argmax(1), softmax(low, 1))
    wide = np.concatenate([z, z - 50], 1)
    yield "classes that are neither", "hinge", wide, {"classes": y, "count": 6}, of_classes(
        y, wide.argmax(1))

    one = draw("one output", ROWS, 1)
    yes = (one[:, 0] + draw("other noise", ROWS) > 0.7).astype(int)
    for loss in ("bce-with-logits", "focal"):
        yield f"one output, {loss}", loss, one, {"classes": yes, "count": 2}, of_classes(
            yes, (one[:, 0] > 0).astype(int), both(expit(one[:, 0])))
    yield "one output, hinge", "hinge", one, {"classes": yes, "count": 2}, of_classes(
        yes, (one[:, 0] > 0).astype(int))

    steps = draw("steps", ROWS, 5, 3)
    at = (steps + draw("steps' noise", ROWS, 5, 3)).argmax(2)
    yield "a class at each step", "cross-entropy", steps, {
        "steps": at, "count": 3, "length": 5}, of_classes(
            at.ravel(), steps.argmax(2).ravel(), softmax(steps, 2).reshape(-1, 3))

    z = draw("labels", ROWS, 4)
    y = (z + draw("labels' noise", ROWS, 4) > [0, 1, 0.5, 0]).astype(float)
    yield "labels", "bce-with-logits", z, {"values": y}, of_labels(y, expit(z)) | of_values(
        y, expit(z))
    p = exact(expit(z)).clip(1 / 64, 63 / 64)
    yield "labels by probabilities", "bce", p, {"values": y}, of_labels(y, p) | of_values(y, p)
    y = y * [0, 1, 1, 1]
    y[:, 3] = 1
    yield "a label of no row and one of all", "bce-with-logits", z, {"values": y}, of_labels(
        y, expit(z)) | of_values(y, expit(z))

    z = draw("values", ROWS, 2)
    y = exact(z * [1, 2] + draw("values' noise", ROWS, 2))
    yield "two values", "mse", z, {"values": y}, of_values(y, z)
    yield "means and variances", "gaussian-nll", np.concatenate(
        [z, draw("variances", ROWS, 2)], 1), {"values": y}, of_values(y, z)
    still = np.full((ROWS, 2), 2.0)
    yield "values that don't vary", "mse", np.stack([still[:, 0], z[:, 1]], 1), {
        "values": still}, of_values(still, np.stack([still[:, 0], z[:, 1]], 1))
    t = np.floor(64 * softmax(draw("shares", ROWS, 3), 1)) / 64
    t[:, 0] += 1 - t.sum(1)
    o = log_softmax(draw("divergence", ROWS, 3), 1)
    yield "divergence", "kl-divergence", o, {"values": t}, of_values(t, np.exp(o))


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list):
        return [plain(item) for item in value]
    return float(f"{value:.12g}") if isinstance(value, float) else value


def main():
    # scikit-learn warns of labels and classes without rows, which are meant.
    warnings.simplefilter("ignore")
    lines = [
        json.dumps(
            {"name": name, "loss": loss, "outputs": plain(outputs), "targets": plain(targets),
             "scores": {key: plain(float(value)) for key, value in scores.items()}},
            separators=(",", ":"))
        for name, loss, outputs, targets, scores in cases()]
    FIXTURE.write_text('{"cases":[\n' + ",\n".join(lines) + "\n]}\n")
    print(f"{len(lines)} cases, {FIXTURE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
