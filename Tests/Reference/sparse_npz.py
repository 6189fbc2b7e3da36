"""Write sparse-npz.json: files of scipy.sparse.save_npz as base64, and their numbers."""

import base64
import io

import numpy as np
import scipy.sparse
from common import write_json

dense = np.array([[0, 1.5, 0, -2], [0, 0, 0, 0], [3, 0, 0.25, 0], [0, 0, 0, 7]])


def saved(matrix, compressed=False):
    file = io.BytesIO()
    scipy.sparse.save_npz(file, matrix, compressed=compressed)
    return base64.b64encode(file.getvalue()).decode()


csr = scipy.sparse.csr_matrix(dense)
wide = scipy.sparse.csr_array(dense.astype(np.float32))
wide.indices, wide.indptr = wide.indices.astype(np.int64), wide.indptr.astype(np.int64)
big = scipy.sparse.csr_matrix(dense)
big.data = big.data.astype(">f8")
unsorted = scipy.sparse.csr_matrix((csr.data.copy(), csr.indices.copy(), csr.indptr.copy()), shape=csr.shape)
unsorted.indices[:2] = unsorted.indices[:2][::-1]

write_json(
    "sparse-npz.json",
    {
        "dense": dense,
        "good": [saved(csr), saved(wide), saved(big)],
        "compressed": saved(csr, compressed=True),
        "columns": saved(csr.tocsc()),
        "unsorted": saved(unsorted),
    },
)
