"""Labels of any type as those that the library has: integers and texts."""

import ctypes

import numpy as np

from . import _library


class Labels:
    """The labels of a fit. Whole numbers, truth values and ASCII texts go to the library as such, so that they stand
    in the model file; others go by their place among the classes."""

    def __init__(self, y):
        self.classes, self._places = np.unique(y, return_inverse=True)
        self._kind = "texts" if _are_texts(self.classes) else "numbers" if _are_whole(self.classes) else "places"

    @property
    def type(self):
        return _library.STRING if self._kind == "texts" else _library.INT64

    def values(self):
        """For the library: int64 numbers, or addresses of texts. Keep `self` while they are in use."""
        if self._kind == "places":
            return self._places.astype(np.int64)
        if self._kind == "numbers":
            return self.classes.astype(np.int64)[self._places]
        self._texts = [ctypes.create_string_buffer(name.encode()) for name in self.classes]
        return np.array([ctypes.addressof(text) for text in self._texts], dtype=np.uint64)[self._places]

    def names(self):
        """What each class is called in settings and by the model."""
        if self._kind == "places":
            return [str(place) for place in range(len(self.classes))]
        return [str(label if self._kind == "texts" else int(label)) for label in self.classes]

    def kept(self, classes):
        """The classes of the model, in the type of y: those whose rows have a weight."""
        if len(classes) == len(self.classes):
            return self.classes
        there = {str(label) for label in classes}
        return self.classes[[name in there for name in self.names()]]

    def class_weight(self, weights):
        """The setting for a `class_weight` by labels. As in scikit-learn, labels that y does not have are passed over
        if all that it has are given a weight."""
        if weights is None or isinstance(weights, str):
            return weights
        labels = self.classes.tolist()
        found = {name: weights[label] for name, label in zip(self.names(), labels, strict=True) if label in weights}
        if len(found) < len(labels) and len(found) < len(weights):
            missing = [label for label in labels if label not in weights]
            raise ValueError(f"The classes, {missing}, are not in class_weight, which names others: {list(weights)}.")
        return {name: float(weight) for name, weight in found.items()}


def _are_texts(classes):
    """A text for C ends at its first zero; beyond ASCII the library has an order of its own."""
    texts = classes.dtype.kind in "OUT" and all(isinstance(name, str) for name in classes)
    return texts and all(name.isascii() and "\0" not in name for name in classes)


def _are_whole(classes):
    if classes.dtype.kind not in "biuf" or not -(2**53) <= classes.min() <= classes.max() <= 2**53:
        return False
    return bool((classes == classes.astype(np.int64)).all())
