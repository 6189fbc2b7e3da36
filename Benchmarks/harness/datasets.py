"""The data of the jobs as NumPy arrays: the peers fit them, the judge evaluates on them."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import numpy as np

IMAGES = ("train-images-idx3-ubyte", "train-images.idx3-ubyte")
LABELS = ("train-labels-idx1-ubyte", "train-labels.idx1-ubyte")


def load(data: str, rows: int | None, scale: float, dtype: str) -> tuple[np.ndarray, np.ndarray]:
    """Features divided by `scale`, in C order, and labels."""
    features, labels = {"mnist": mnist, "digits": digits, "iris": iris}[data]()
    features = np.ascontiguousarray(features[:rows], dtype=dtype)
    if scale != 1:
        features /= features.dtype.type(scale)
    return features, labels[:rows].astype(np.int64)


def mnist() -> tuple[np.ndarray, np.ndarray]:
    """The 60,000 training pictures of MNIST_DIR: IDX files, or `mnist_train.npz` with X and y."""
    folder = Path(os.environ.get("MNIST_DIR", "."))
    packed = folder / "mnist_train.npz"
    if packed.exists():
        with np.load(packed) as arrays:
            return arrays["X"].reshape(len(arrays["y"]), -1), arrays["y"]
    images = idx(folder, IMAGES)
    return images.reshape(len(images), -1), idx(folder, LABELS)


def idx(folder: Path, names: tuple[str, ...]) -> np.ndarray:
    """The array of the first IDX file of these names, compressed or not."""
    for path in (folder / (name + end) for name in names for end in (".gz", "")):
        if path.exists():
            raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            return parse_idx(raw)
    raise FileNotFoundError(f"{folder} has no {names[0]}[.gz]: set MNIST_DIR to a folder with MNIST as IDX files.")


def parse_idx(raw: bytes) -> np.ndarray:
    """Bytes of any number of dimensions."""
    dimensions = raw[3]
    shape = np.frombuffer(raw, ">u4", count=dimensions, offset=4).astype(int)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def digits() -> tuple[np.ndarray, np.ndarray]:
    from sklearn.datasets import load_digits

    return load_digits(return_X_y=True)


def iris() -> tuple[np.ndarray, np.ndarray]:
    from sklearn.datasets import load_iris

    return load_iris(return_X_y=True)
