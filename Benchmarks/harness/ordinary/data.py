"""Ordinary data, made by seed once and kept as files that both sides read.

Labels are drawn from a softmax model: Gumbel noise is added to the scores of planted weights, and the largest wins.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse

from .. import datasets

Options = dict[str, Any]
Features = np.ndarray | scipy.sparse.csr_matrix
Made = tuple[Features, np.ndarray]

FOLDER = Path(__file__).resolve().parent.parent.parent / ".build" / "ordinary"

DTYPES = {"uint8": "uint8", "float": "float32", "double": "float64"}


@dataclass(frozen=True)
class Table:
    """One set of rows: its size, what its numbers are stored in, and how it is made."""

    name: str
    rows: int
    columns: int
    classes: int
    # uint8, float or double; the numbers of sparse rows are double.
    storage: str
    make: Callable[[], Made]
    scale: float = 1
    # Stored numbers of a sparse row; None for dense rows.
    numbers: int | None = None

    @property
    def path(self) -> Path:
        """Of sparse rows the file; of dense ones what stands before .x.npy and .y.npy."""
        return FOLDER / (self.name if self.numbers is None else f"{self.name}.npz")

    @property
    def options(self) -> Options:
        """What a job says of its data, to either side."""
        kind = "table" if self.numbers is None else "text"
        return {"data": kind, "file": str(self.path), "storage": self.storage, "scale": self.scale}

    @property
    def dtype(self) -> str:
        """What the peers get when they compute as the rows are stored; bytes are divided in Float."""
        return "float64" if self.storage == "double" else "float32"

    @property
    def score_columns(self) -> int:
        return 1 if self.classes == 2 else self.classes

    def ensure(self) -> None:
        """Makes the files unless they are there."""
        files = self.path if self.numbers is not None else Path(f"{self.path}.y.npy")
        if files.exists():
            return
        FOLDER.mkdir(parents=True, exist_ok=True)
        features, labels = self.make()
        if self.numbers is None:
            # The labels last: where they are, the features are whole.
            keep(Path(f"{self.path}.x.npy"), lambda file: np.save(file, features))
            keep(files, lambda file: np.save(file, labels.astype(np.int64)))
        else:
            keep(files, lambda file: save_sparse(file, features, labels))


def keep(path: Path, write: Callable[[Any], None]) -> None:
    """Writes beside the path and moves there, so that a file that exists is whole."""
    beside = path.with_name(path.name + ".part")
    with open(beside, "wb") as file:
        write(file)
    os.replace(beside, path)


def save_sparse(file: Any, matrix: scipy.sparse.csr_matrix, labels: np.ndarray) -> None:
    np.savez(
        file, data=matrix.data, indices=matrix.indices.astype(np.int32), indptr=matrix.indptr.astype(np.int64),
        shape=np.array(matrix.shape), labels=labels.astype(np.int64),
    )


def drawn(random: np.random.RandomState, scores: np.ndarray) -> np.ndarray:
    """A class for every row of scores."""
    return (scores + random.gumbel(size=scores.shape)).argmax(axis=1)


def dense(rows: int, columns: int, classes: int, storage: str = "float") -> Table:
    """Standard normal features; planted weights of a size that leaves scores of the same spread at any width."""

    def make() -> Made:
        random = np.random.RandomState(0)
        features = random.randn(rows, columns).astype(DTYPES[storage])
        planted = random.randn(columns, classes) / np.sqrt(columns) * 2
        labels = drawn(random, features @ planted)
        # Classes that no row fell to leave no gap.
        return features, np.unique(labels, return_inverse=True)[1]

    return Table(f"{rows}x{columns}x{classes}-{storage}", rows, columns, classes, storage, make)


def smooth(rows: int = 10_000, columns: int = 3_072, classes: int = 10) -> Table:
    """Bytes with 40 directions of variance and some noise, hardly any of them 0: what photographs are like."""

    def make() -> Made:
        random = np.random.RandomState(1)
        directions = random.randn(rows, 40) @ random.randn(40, columns)
        pixels = np.clip(directions * 20 + random.randn(rows, columns) * 10 + 128, 0, 255).astype(np.uint8)
        telling = pixels[:, ::300].astype(float)
        planted = random.randn(telling.shape[1], classes) / 100
        return pixels, drawn(random, telling @ planted)

    return Table("smooth", rows, columns, classes, "uint8", make, scale=255)


def sparse(rows: int = 100_000, columns: int = 100_000, numbers: int = 20, classes: int = 5) -> Table:
    """Rows of some positive numbers at columns drawn alike; labels without noise."""

    def make() -> Made:
        random = np.random.RandomState(1)
        places = np.sort(random.randint(0, columns, (rows, numbers)), axis=1).ravel()
        values = np.abs(random.randn(rows * numbers)) + 0.1
        starts = np.arange(0, rows * numbers + 1, numbers)
        matrix = scipy.sparse.csr_matrix((values, places, starts), shape=(rows, columns))
        matrix.sum_duplicates()
        return matrix, np.asarray(matrix @ random.randn(columns, classes)).argmax(axis=1)

    return Table("sparse", rows, columns, classes, "double", make, numbers=numbers)


def pictures(rows: int = 5_000) -> Table:
    """The first pictures of MNIST, each column with mean 0 and variance 1: a path's data, and no table by seed."""
    return Table(
        f"mnist-{rows}", rows, 784, 10, "double", lambda: datasets.load("mnist", rows, 1, "float64", standardized=True)
    )


def lognormal(rows: int = 20_000, columns: int = 40, classes: int = 3) -> Table:
    """Columns over many orders of magnitude, as they are: incomes, counts, prices. Labels go by their logarithms."""

    def make() -> Made:
        features = np.random.RandomState(3).lognormal(0, 2, (rows, columns))
        planted = np.random.RandomState(4).randn(columns, classes)
        return features, drawn(np.random.RandomState(5), np.log(features) @ planted)

    return Table("lognormal", rows, columns, classes, "double", make)
