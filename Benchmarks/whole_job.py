"""The whole job as an engineer writes it today with PyTorch, scikit-learn and matplotlib.

The wine table, raw against standardised: 2 arms x 5 seeds x 60 epochs in batches of 16, a histogram of
each layer's log10 |gradient| every epoch, three PNGs and a PDF of four pages.

usage: python3 Benchmarks/whole_job.py OUTPUT_FOLDER
needs: torch, scikit-learn, matplotlib
"""

import os
import sys
import time

start = time.perf_counter()
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.backends.backend_pdf import PdfPages
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn

imported = time.perf_counter()
SEEDS, EPOCHS, BATCH = range(5), 60, 16
EDGES = np.linspace(-12, 8, 101)
ARMS = ("unscaled", "standardised")


def train(features, labels, seed, standardised):
    torch.manual_seed(seed)
    x_train, x_val, y_train, y_val = train_test_split(
        features, labels, test_size=0.2, stratify=labels, random_state=seed
    )
    if standardised:
        scaler = StandardScaler().fit(x_train)
        x_train, x_val = scaler.transform(x_train), scaler.transform(x_val)
    x_train, x_val = (torch.tensor(x, dtype=torch.float32) for x in (x_train, x_val))
    y_train, y_val = (torch.tensor(y) for y in (y_train, y_val))
    network = nn.Sequential(
        nn.Linear(13, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 3)
    )
    loss_of = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01)
    losses = {"train": [], "validation": []}
    histograms = []
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(x_train)).split(BATCH):
            optimizer.zero_grad()
            loss = loss_of(network(x_train[rows]), y_train[rows])
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            losses["train"].append(loss_of(network(x_train), y_train).item())
            losses["validation"].append(loss_of(network(x_val), y_val).item())
            histograms.append(
                [
                    np.histogram(np.log10(w.grad.abs().numpy().ravel() + 1e-30), EDGES)[0]
                    for w in network.parameters()
                    if w.dim() == 2
                ]
            )
    return losses, np.array(histograms)


def draw(runs, features):
    loss_figure, axes = plt.subplots(1, 2, figsize=(10, 5), sharey=True)
    for axis, part in zip(axes, ("train", "validation")):
        for arm in ARMS:
            curves = np.array([losses[part] for losses, _ in runs[arm]])
            axis.plot(np.median(curves, 0), label=arm)
            axis.fill_between(range(EPOCHS), curves.min(0), curves.max(0), alpha=0.2)
        axis.set(title=part, yscale="log", xlabel="epoch")
    axes[0].legend()
    gradient_figure, axes = plt.subplots(2, 3, figsize=(10, 6))
    for row, arm in zip(axes, ARMS):
        for layer, axis in enumerate(row):
            axis.imshow(runs[arm][0][1][:, layer].T, aspect="auto", origin="lower")
            axis.set_title(f"{arm}, layer {layer + 1}")
    gradient_figure.tight_layout()
    feature_figure, axes = plt.subplots(1, 2, figsize=(10, 5))
    axes[0].boxplot(features, orientation="horizontal")
    axes[0].set_xscale("symlog")
    axes[1].boxplot(StandardScaler().fit_transform(features), orientation="horizontal")
    feature_figure.tight_layout()
    return {"loss": loss_figure, "gradients": gradient_figure, "features": feature_figure}


def main(folder):
    os.makedirs(folder, exist_ok=True)
    features, labels = load_wine(return_X_y=True)
    runs = {
        arm: [train(features, labels, seed, arm == "standardised") for seed in SEEDS] for arm in ARMS
    }
    trained = time.perf_counter()
    figures = draw(runs, features)
    for name, figure in figures.items():
        figure.savefig(f"{folder}/{name}.png", dpi=144)
    with PdfPages(f"{folder}/report.pdf") as pdf:
        cover = plt.figure(figsize=(8.27, 11.69))
        cover.text(0.1, 0.9, "Unscaled against standardised features")
        pdf.savefig(cover)
        for figure in figures.values():
            pdf.savefig(figure)
    end = time.perf_counter()
    print(
        f"import {imported - start:.2f} s, train {trained - imported:.2f} s, "
        f"draw {end - trained:.2f} s, total {end - start:.2f} s"
    )


if __name__ == "__main__":
    main(sys.argv[1])
