"""Expected numbers and array files of Tests/DatasetsTests, by NumPy and scikit-learn.

    python3 Tests/References/datasets.py

writes Tests/DatasetsTests/Fixtures, the same bytes each time.
"""

import io
import json
import struct
import zipfile
from pathlib import Path

import numpy as np
from numpy.lib import format as npy_format
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler

FOLDER = Path(__file__).parent.parent / "DatasetsTests" / "Fixtures"


def scalers():
    random = np.random.default_rng(1)
    rows = np.column_stack([
        random.normal(size=23),
        1e6 + random.normal(size=23),
        random.exponential(1000, size=23),
        np.full(23, 0.1),
        np.r_[np.zeros(20), 5.0, -3.0, 0.25],
    ])
    training, validation = rows[:17], rows[17:]
    results = {}
    for name, scaler in [
        ("standardize", StandardScaler()), ("min-max", MinMaxScaler()),
        ("robust", RobustScaler()), ("max-abs", MaxAbsScaler()),
    ]:
        scaler.fit(training)
        results[name] = {
            "training": scaler.transform(training).ravel().tolist(),
            "validation": scaler.transform(validation).ravel().tolist(),
        }
    low, high = np.percentile(training, [5, 95], axis=0)
    results["clip"] = {
        "training": np.clip(training, low, high).ravel().tolist(),
        "validation": np.clip(validation, low, high).ravel().tolist(),
    }
    summaries = [
        np.percentile(column, [0, 5, 25, 50, 75, 95, 100]).tolist()
        + [column.mean(), column.std()]
        for column in training.T
    ]
    write("scalers.json", {
        "columns": rows.shape[1], "training": training.ravel().tolist(),
        "validation": validation.ravel().tolist(), "results": results, "summaries": summaries,
    })


def arrays():
    base = np.arange(12).reshape(3, 4)
    cases = {
        "f2": (base / 8 - 0.5).astype("<f2"),
        "f4": (base / 7).astype("<f4"),
        "f8": base / 7,
        "f8-big": (base / 7).astype(">f8"),
        "f8-fortran": np.asfortranarray(base / 7),
        "f4-fortran-3d": np.asfortranarray((np.arange(24).reshape(2, 3, 4) / 7).astype("<f4")),
        "bool": base % 3 == 0,
        "i1": (base * 20 - 120).astype("i1"),
        "i2": (base * 2000 - 12000).astype("<i2"),
        "i4": (base * 10**8 - 5 * 10**8).astype("<i4"),
        "i8": base.astype("<i8") * 10**15 - 10**15,
        "i2-big": (base * 2000 - 12000).astype(">i2"),
        "u1": (base * 20).astype("u1"),
        "u2": (base * 5000).astype("<u2"),
        "u4": (base * 3 * 10**8).astype("<u4"),
        "u8": base.astype("<u8") * 10**15,
        "f2-special": np.array([1, 6e-8, 65504, -2], dtype="<f2"),
    }
    described = []
    for name, array in cases.items():
        np.save(FOLDER / f"{name}.npy", array)
        described.append({
            "name": name, "shape": list(array.shape), "values": array.astype(float).ravel().tolist(),
        })
    for version in (2, 3):
        with open(FOLDER / f"version{version}.npy", "wb") as file:
            npy_format.write_array(file, cases["f4"], version=(version, 0))
        described.append({
            "name": f"version{version}", "shape": [3, 4],
            "values": cases["f4"].astype(float).ravel().tolist(),
        })
    write("arrays.json", described)
    labels = np.array([2, 0, 1, 2, 0, 1], dtype="<i8")
    rows = np.arange(24, dtype="<f4").reshape(6, 2, 2)
    np.savez(FOLDER / "stored.npz", x=rows, y=labels)
    np.savez_compressed(FOLDER / "packed.npz", x=rows, y=labels)
    orders = {"order": [[2, 0, 1], [0, 2, 1]], "order-one": [2, 0, 1], "order-halves": [0.5, 1],
              "order-negative": [[0, 1], [1, -1]], "order-deep": [[[0]]]}
    for name, order in orders.items():
        np.savez(FOLDER / f"{name}.npz", order=np.array(order))
    np.save(FOLDER / "object.npy", np.array([{"a": 1}, None], dtype=object), allow_pickle=True)
    np.save(FOLDER / "text.npy", np.array(["a", "bc"]))
    np.save(FOLDER / "record.npy", np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")]))
    np.savez_compressed(FOLDER / "bomb.npz", x=np.zeros((4000, 1000)), y=np.arange(4000) % 2)


def npy(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def archives():
    """ZIP archives that a reader must refuse."""
    def archive(name, *names):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as zipped:
            for entry in names:
                zipped.writestr(zipfile.ZipInfo(entry), npy(np.arange(6.0)))
        (FOLDER / name).write_bytes(file.getvalue())
        return bytearray(file.getvalue())

    archive("outside.npz", "x.npy", "../y.npy")
    damaged = archive("checksum.npz", "x.npy", "y.npy")
    damaged[140] ^= 1
    (FOLDER / "checksum.npz").write_bytes(damaged)
    encrypted = archive("encrypted.npz", "x.npy", "y.npy")
    at = encrypted.find(b"PK\x01\x02")
    encrypted[at + 8] |= 1
    (FOLDER / "encrypted.npz").write_bytes(encrypted)
    overlapping = archive("overlapping.npz", "x.npy", "y.npy")
    at = overlapping.rfind(b"PK\x01\x02")
    struct.pack_into("<I", overlapping, at + 42, 0)
    (FOLDER / "overlapping.npz").write_bytes(overlapping)


def write(name, value):
    (FOLDER / name).write_text(json.dumps(value, separators=(",", ":")) + "\n")


FOLDER.mkdir(parents=True, exist_ok=True)
scalers()
arrays()
archives()
