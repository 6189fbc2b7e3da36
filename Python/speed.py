"""Fits digits of MNIST from Python and from Swift in turns, and compares the times, both of whole fits.

MNIST_DIR=… python speed.py python-speed [pairs]
"""

import gzip
import os
import statistics
import subprocess
import sys
import time
import warnings
from pathlib import Path

import numpy as np
from scipy import sparse
from swift_estimators import LogisticRegression

N = 10_000
MOST = 1.05


def numbers(name, start):
    """The first digits of an IDX file, plain or compressed."""
    path = next(Path(os.environ["MNIST_DIR"]).glob(name + "*"))
    with (gzip.open if path.suffix == ".gz" else open)(path) as file:
        return np.frombuffer(file.read(), np.uint8, offset=start)


images = numbers("train-images-idx3-ubyte", 16).reshape(-1, 784)[:N].copy()
labels = numbers("train-labels-idx1-ubyte", 8)[:N].astype(np.int64)
rows = {"bytes": images, "floats": np.float32(images) / np.float32(255), "doubles": images / 255}
rows["CSR"] = sparse.csr_array(rows["doubles"])
classifier = LogisticRegression(C=0.1, max_iter=100)
warnings.simplefilter("ignore")

swift = subprocess.Popen(
    [sys.argv[1], os.environ["MNIST_DIR"], str(N)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
)


def in_swift(kind):
    print(kind, file=swift.stdin, flush=True)
    seconds, iterations, objective = swift.stdout.readline().split()
    return float(seconds), int(iterations), float(objective)


def in_python(kind):
    began = time.perf_counter()
    classifier.fit(rows[kind], labels)
    seconds = time.perf_counter() - began
    return seconds, classifier.n_iter_[0], classifier._model.summary.objective


pairs = int(sys.argv[2]) if len(sys.argv) > 2 else 21
slow = []
for kind in rows:
    in_swift(kind), in_python(kind)
    ratios, times = [], []
    for turn in range(pairs):
        # Who is first changes: what the one leaves in the caches is the other's.
        order = [in_swift, in_python] if turn % 2 == 0 else [in_python, in_swift]
        results = {fit: fit(kind) for fit in order}
        (ours, *end), (theirs, *other) = results[in_python], results[in_swift]
        assert end == other, f"The fits differ: {end}, {other}"
        ratios.append(ours / theirs)
        times.append((ours, theirs))
    # Where the machine does other things too, each of these goes astray, but seldom both.
    usual = statistics.median(ratios)
    ours, theirs = (min(column) for column in zip(*times, strict=True))
    print(
        f"{kind:8}{end[0]:4} iterations: Python {ours:.4f} s, Swift {theirs:.4f} s at best, ratio {ours / theirs:.3f}; "
        f"median of all ratios {usual:.3f}"
    )
    if min(ours / theirs, usual) > MOST:
        slow.append(kind)
swift.stdin.close()
swift.wait()
if slow:
    sys.exit(f"More than {MOST - 1:.0%} over Swift: {', '.join(slow)}.")
