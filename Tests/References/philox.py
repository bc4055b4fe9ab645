"""Known answers for Tensors.Philox: NumPy's generator, and normal quantiles by mpmath.

usage: python3 philox.py > ../TensorsTests/Fixtures/philox.json
"""

import json

import mpmath
import numpy as np


def words(key, counter, count):
    generator = np.random.Philox(key=key, counter=counter)
    return [str(w) for w in generator.random_raw(count)]


def fnv(seed, purpose, name):
    value = 0x6C62272E07BB014262B821756295C58D
    text = seed.to_bytes(8, "little") + purpose.encode() + b"\xff" + name.encode()
    for byte in text:
        value = (value ^ byte) * 0x0000000001000000000000000000013B % 2**128
    return value


def quantile(p):
    mpmath.mp.dps = 400
    return float(mpmath.sqrt(2) * mpmath.erfinv(2 * mpmath.mpf(p) - 1))


blocks = []
for key, counter in [
    ((0, 0), (0, 0, 0, 0)),
    ((1, 2), (3, 4, 5, 6)),
    ((2**64 - 1, 2**64 - 1), (2**64 - 1, 2**64 - 1, 2**64 - 1, 2**64 - 1)),
    ((0x0123456789ABCDEF, 0xFEDCBA9876543210), (2**64 - 2, 7, 0, 9)),
]:
    blocks.append(
        {
            "key": [str(k) for k in key],
            "counter": [str(c) for c in counter],
            "words": words(np.array(key, dtype=np.uint64), np.array(counter, dtype=np.uint64), 12),
        }
    )
uniform = np.random.Generator(np.random.Philox(key=np.array([5, 6], dtype=np.uint64)))
keys = []
for seed, purpose, name in [(0, "", ""), (7, "initial", "dense1.weight"), (2**64 - 1, "dropout", "é")]:
    value = fnv(seed, purpose, name)
    keys.append(
        {
            "seed": str(seed), "purpose": purpose, "name": name,
            "low": str(value % 2**64), "high": str(value >> 64),
        }
    )
points = [1e-300, 1e-30, 2.0**-53, 1e-9, 0.001, 0.02, 0.075, 0.25, 0.4, 0.5, 0.5000001, 0.6, 0.9, 0.93, 0.999]
print(
    json.dumps(
        {
            "blocks": blocks,
            "uniform": uniform.random(8).tolist(),
            "keys": keys,
            "quantiles": [[p, quantile(p)] for p in points],
        },
        indent=1,
    )
)
