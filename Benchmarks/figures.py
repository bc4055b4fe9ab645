"""Three plain figures as an engineer draws them with matplotlib: loss curves, a heat map, box plots.

Prints the seconds of processor time that drawing took, without starting Python and importing.

usage: python3 Benchmarks/figures.py OUTPUT_FOLDER
needs: matplotlib
"""

import sys
import time

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np


def loss(rng):
    figure, axes = plt.subplots(1, 2, figsize=(8, 5), sharey=True)
    for axis, name in zip(axes, ("training", "validation")):
        for arm, level in (("unscaled", 1.09), ("standardised", 0.1)):
            curves = level + (1.1 - level) * np.exp(-np.arange(61) / 15) + 0.01 * rng.random((8, 61))
            axis.plot(curves.T, color="C0" if arm == "unscaled" else "C1", alpha=0.4, linewidth=0.7)
            axis.plot(np.median(curves, 0), color="C0" if arm == "unscaled" else "C1", label=arm)
        axis.set(title=name, yscale="log", xlabel="epoch")
    axes[0].legend()
    return figure


def gradients(rng):
    figure, axes = plt.subplots(3, 2, figsize=(8, 6))
    for axis in axes.flat:
        axis.imshow(rng.random((100, 60)), aspect="auto", origin="lower")
        axis.set(xlabel="epoch", ylabel="log10 |g|")
    figure.tight_layout()
    return figure


def features(rng):
    figure, axes = plt.subplots(1, 2, figsize=(8, 5))
    rows = rng.random((178, 13)) * np.logspace(-1, 3, 13)
    axes[0].boxplot(rows, orientation="horizontal")
    axes[0].set_xscale("symlog")
    axes[1].boxplot((rows - rows.mean(0)) / rows.std(0), orientation="horizontal")
    figure.tight_layout()
    return figure


def main(folder):
    rng = np.random.default_rng(0)
    start = time.process_time()
    for draw in (loss, gradients, features):
        draw(rng).savefig(f"{folder}/{draw.__name__}.png", dpi=144)
    print(time.process_time() - start)


if __name__ == "__main__":
    main(sys.argv[1])
