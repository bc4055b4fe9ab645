"""Losses that PyTorch has no module for, row by row, written in its functions."""

import torch
from torch.nn import functional


def weighted(terms, classes, weight):
    return terms if weight is None else weight[classes] * terms


def focal(logits, classes, gamma, weight):
    log_p = functional.log_softmax(logits, dim=1).gather(1, classes[:, None])[:, 0]
    return weighted(-((1 - log_p.exp()) ** gamma) * log_p, classes, weight)


def binary_focal(logits, classes, gamma, weight):
    """torchvision.ops.sigmoid_focal_loss of one logit a row, its alpha as two weights."""
    x, y = logits[:, 0], classes.to(logits.dtype)
    p = torch.sigmoid(x)
    cross_entropy = functional.binary_cross_entropy_with_logits(x, y, reduction="none")
    p_y = p * y + (1 - p) * (1 - y)
    return weighted(cross_entropy * (1 - p_y) ** gamma, classes, weight)


def binary_hinge(scores, classes, margin, weight):
    sign = 2 * classes.to(scores.dtype) - 1
    return weighted((margin - sign * scores[:, 0]).clamp(min=0), classes, weight)


def gaussian(loss, outputs, targets, form):
    """Means in the first half of the outputs, variances in the second."""
    mean, variance = outputs.chunk(2, dim=1)
    made = {"softplus": functional.softplus, "exponential": torch.exp, "given": lambda x: x}
    return loss(mean, targets, made[form](variance))
