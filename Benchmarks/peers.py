"""The training steps of Sources/steps in PyTorch and in JAX, one thread each.

Prints `name microseconds` a line: processor time of the fastest epoch over its steps. As with ours, an
epoch shuffles its rows and each step gathers its own; data stand in memory, and nothing is evaluated.
PyTorch runs as people write it, eagerly; JAX compiles a whole epoch, shuffling and all, into one program,
except for the CNN: XLA computes convolutions in loops thirty times slower, so there it compiles a step.

usage: python3 Benchmarks/peers.py torch|jax [NAME ...]
needs: torch, jax
"""

import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"
# XLA's own pool would take a second core all the same.
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import numpy as np

RATE = 1e-3
SECONDS = 3.0

# name: shape of a row, batch, rows, outputs, optimiser
WORK = {
    "tiny": ((10,), 32, 3200, 1, "adam"),
    "deep": ((10,), 32, 3200, 1, "adam"),
    "table": ((30,), 64, 6400, 2, "adam"),
    "mnist": ((784,), 128, 12800, 10, "adam"),
    "wide": ((1024,), 256, 5120, 10, "sgd"),
    "cnn": ((1, 28, 28), 64, 1280, 10, "adam"),
    "lstm": ((32, 16), 32, 3200, 10, "adam"),
    "transformer": ((64, 128), 16, 320, 10, "adam"),
}
HIDDEN = {"tiny": [64], "deep": [128, 64, 32], "table": [256, 128], "mnist": [512, 512], "wide": [2048, 2048]}


def rows_and_labels(name):
    shape, _, rows, outputs, _ = WORK[name]
    random = np.random.default_rng(0)
    features = random.uniform(-1, 1, (rows, *shape)).astype(np.float32)
    return features, random.integers(0, max(2, outputs), rows)


def fastest(epoch, steps):
    """Microseconds a step of the fastest of as many epochs as SECONDS hold, after one to warm up."""
    epoch()
    best, spent, turns = float("inf"), 0.0, 0
    while spent < SECONDS or turns < 3:
        start = time.process_time()
        epoch()
        elapsed = time.process_time() - start
        best, spent, turns = min(best, elapsed), spent + elapsed, turns + 1
    return best / steps * 1e6


def with_torch(name):
    import torch
    from torch import nn

    torch.set_num_threads(1)
    shape, batch, rows, outputs, optimizer = WORK[name]
    features, labels = (torch.from_numpy(array) for array in rows_and_labels(name))

    class LastState(nn.Module):
        def forward(self, result):
            return result[0][:, -1]

    class MeanOverSteps(nn.Module):
        def forward(self, sequence):
            return sequence.mean(1)

    if name == "cnn":
        layers = [
            nn.Conv2d(1, 32, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(64 * 7 * 7, 128), nn.ReLU(), nn.Linear(128, 10),
        ]
    elif name == "lstm":
        layers = [nn.LSTM(16, 64, batch_first=True), LastState(), nn.Linear(64, 10)]
    elif name == "transformer":
        block = nn.TransformerEncoderLayer(128, 4, 512, dropout=0, batch_first=True)
        layers = [block, MeanOverSteps(), nn.Linear(128, 10)]
    else:
        widths, layers = [shape[0], *HIDDEN[name], outputs], []
        for before, after in zip(widths, widths[1:]):
            layers += [nn.Linear(before, after), nn.ReLU()]
        layers.pop()
    model = nn.Sequential(*layers)
    if outputs == 1:
        labels, loss = labels[:, None].float(), nn.BCEWithLogitsLoss()
    else:
        loss = nn.CrossEntropyLoss()
    kind = torch.optim.Adam if optimizer == "adam" else torch.optim.SGD
    optimizer = kind(model.parameters(), RATE)

    def epoch():
        order = torch.randperm(rows)
        for first in range(0, rows, batch):
            chosen = order[first : first + batch]
            optimizer.zero_grad()
            loss(model(features[chosen]), labels[chosen]).backward()
            optimizer.step()

    return fastest(epoch, rows // batch)


def with_jax(name):
    import jax
    import jax.numpy as jnp
    from jax import lax

    shape, batch, rows, outputs, optimizer = WORK[name]
    features, labels = rows_and_labels(name)
    if name == "cnn":
        features = features.transpose(0, 2, 3, 1)
    features, labels = jnp.asarray(features), jnp.asarray(labels)
    keys = iter(jax.random.split(jax.random.PRNGKey(0), 40))

    def weight(*sides):
        return 0.05 * jax.random.normal(next(keys), sides)

    def dense(inputs, units):
        return weight(inputs, units), jnp.zeros(units)

    def norm(x, scale, shift):
        centred = x - x.mean(-1, keepdims=True)
        return centred * lax.rsqrt((centred**2).mean(-1, keepdims=True) + 1e-5) * scale + shift

    if name == "cnn":
        parameters = [weight(3, 3, 1, 32), jnp.zeros(32), weight(3, 3, 32, 64), jnp.zeros(64)]
        parameters += [*dense(64 * 49, 128), *dense(128, 10)]

        def model(p, x):
            for w, b in (p[:2], p[2:4]):
                x = lax.conv_general_dilated(x, w, (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"))
                x = lax.reduce_window(jax.nn.relu(x + b), -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
            x = jax.nn.relu(x.reshape(x.shape[0], -1) @ p[4] + p[5])
            return x @ p[6] + p[7]

    elif name == "lstm":
        parameters = [*dense(16, 256), *dense(64, 256), *dense(64, 10)]

        def model(p, x):
            def step(state, inputs):
                h, c = state
                i, f, g, o = jnp.split(inputs + h @ p[2] + p[3], 4, axis=-1)
                c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
                return (jax.nn.sigmoid(o) * jnp.tanh(c), c), None

            start = (jnp.zeros((x.shape[0], 64)),) * 2
            (h, _), _ = lax.scan(step, start, (x @ p[0] + p[1]).transpose(1, 0, 2))
            return h @ p[4] + p[5]

    elif name == "transformer":
        parameters = [*dense(128, 384), *dense(128, 128), *dense(128, 512), *dense(512, 128)]
        parameters += [jnp.ones(128), jnp.zeros(128), jnp.ones(128), jnp.zeros(128), *dense(128, 10)]

        def model(p, x):
            b, t, _ = x.shape
            q, k, v = (x @ p[0] + p[1]).reshape(b, t, 3, 4, 32).transpose(2, 0, 3, 1, 4)
            shares = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / 32**0.5, axis=-1)
            attended = (shares @ v).transpose(0, 2, 1, 3).reshape(b, t, 128)
            x = norm(x + attended @ p[2] + p[3], p[8], p[9])
            x = norm(x + jax.nn.relu(x @ p[4] + p[5]) @ p[6] + p[7], p[10], p[11])
            return x.mean(1) @ p[12] + p[13]

    else:
        widths, parameters = [shape[0], *HIDDEN[name], outputs], []
        for before, after in zip(widths, widths[1:]):
            parameters += dense(before, after)

        def model(p, x):
            for w, b in zip(p[:-2:2], p[1:-2:2]):
                x = jax.nn.relu(x @ w + b)
            return x @ p[-2] + p[-1]

    def mean_loss(p, x, y):
        z = model(p, x)
        if outputs == 1:
            z = z[:, 0]
            return jnp.mean(jnp.maximum(z, 0) - z * y + jnp.log1p(jnp.exp(-jnp.abs(z))))
        return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(z), y[:, None], 1))

    def step(state, chosen):
        p, mean, square, count = state
        gradients = jax.grad(mean_loss)(p, features[chosen], labels[chosen])
        count += 1
        if optimizer == "sgd":
            return ([w - RATE * g for w, g in zip(p, gradients)], mean, square, count), None
        mean = [0.9 * m + 0.1 * g for m, g in zip(mean, gradients)]
        square = [0.999 * s + 0.001 * g * g for s, g in zip(square, gradients)]
        first, second = 1 - 0.9**count, 1 - 0.999**count
        p = [w - RATE * (m / first) / (jnp.sqrt(s / second) + 1e-8) for w, m, s in zip(p, mean, square)]
        return (p, mean, square, count), None

    @jax.jit
    def shuffled(key):
        return jax.random.permutation(key, rows).reshape(-1, batch)

    if name == "cnn":
        compiled = jax.jit(step)

        def train(state, key):
            for chosen in shuffled(key):
                state, _ = compiled(state, chosen)
            return state

    else:

        @jax.jit
        def train(state, key):
            return lax.scan(step, state, shuffled(key))[0]

    zeros = [jnp.zeros_like(p) for p in parameters]
    state, key = (parameters, zeros, zeros, 0.0), jax.random.PRNGKey(1)

    def epoch():
        nonlocal state, key
        key, now = jax.random.split(key)
        state = jax.block_until_ready(train(state, now))

    return fastest(epoch, rows // batch)


def main():
    framework, names = sys.argv[1], sys.argv[2:] or WORK
    for name in names:
        print(f"{name} {(with_torch if framework == 'torch' else with_jax)(name):.1f}", flush=True)


if __name__ == "__main__":
    main()
