"""The data of the jobs as NumPy arrays: the peers fit them, the judge evaluates on them."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import numpy as np
import scipy.sparse

IMAGES = ("train-images-idx3-ubyte", "train-images.idx3-ubyte")
LABELS = ("train-labels-idx1-ubyte", "train-labels.idx1-ubyte")


# Where the sparse set is kept once it is made: both sides read it.
TEXT_FILE = Path(__file__).resolve().parent.parent / ".build" / "text.npz"


def load(
    data: str, rows: int | None, scale: float, dtype: str, standardized: bool = False, file: str | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Features divided by `scale`, or with mean 0 and variance 1, in C order, and labels."""
    if data == "text":
        return text(dtype, Path(file) if file else TEXT_FILE)
    if data == "table":
        features, labels = np.load(f"{file}.x.npy"), np.load(f"{file}.y.npy")
    else:
        features, labels = {"mnist": mnist, "digits": digits, "iris": iris}[data]()
    features = np.ascontiguousarray(features[:rows], dtype=dtype)
    if standardized:
        exact = np.asarray(features, np.float64)
        deviation = exact.std(axis=0)
        features = ((exact - exact.mean(axis=0)) / np.where(deviation > 0, deviation, 1)).astype(dtype)
    elif scale != 1:
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


def text(dtype: str, file: Path) -> tuple[scipy.sparse.csr_matrix, np.ndarray]:
    """Sparse rows of a file: by default 50,000 of 50,000 columns with about 100 numbers each, and 20 classes."""
    if file == TEXT_FILE and not file.exists():
        make_text()
    with np.load(file) as arrays:
        matrix = scipy.sparse.csr_matrix(
            (arrays["data"].astype(dtype), arrays["indices"], arrays["indptr"]), shape=tuple(arrays["shape"])
        )
        return matrix, arrays["labels"]


def make_text(rows: int = 50_000, columns: int = 50_000, numbers: int = 100, classes: int = 20, seed: int = 7) -> None:
    """Words by Zipf's law with weights of the kind of tf-idf, rows of length 1, labels from planted sparse weights."""
    random = np.random.default_rng(seed)
    frequency = 1 / (np.arange(columns) + 20.0)
    frequency /= frequency.sum()
    words = np.searchsorted(np.cumsum(frequency), random.random(rows * numbers)).clip(0, columns - 1)
    rarity = np.log(frequency.max() / frequency) + 0.3
    weights = random.lognormal(0, 0.5, rows * numbers) * rarity[words]
    matrix = scipy.sparse.csr_matrix((weights, (np.repeat(np.arange(rows), numbers), words)), shape=(rows, columns))
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = scipy.sparse.csr_matrix(scipy.sparse.diags(1 / lengths) @ matrix)
    matrix.sort_indices()
    planted = random.normal(size=(columns, classes)) * (random.random((columns, classes)) < 0.3) * 12
    scores = matrix @ planted
    labels = (scores + random.gumbel(size=scores.shape)).argmax(axis=1)
    TEXT_FILE.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        TEXT_FILE, data=matrix.data, indices=matrix.indices.astype(np.int32), indptr=matrix.indptr.astype(np.int64),
        shape=np.array(matrix.shape), labels=labels.astype(np.int64),
    )
