"""What the generating scripts share: data sets, weights and the JSON writer."""

import json
from pathlib import Path

import numpy as np
from sklearn.datasets import (
    load_breast_cancer,
    load_digits,
    load_iris,
    load_wine,
)
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).resolve().parent

LOADERS = {
    "iris": load_iris,
    "digits": load_digits,
    "wine": load_wine,
    "breast-cancer": load_breast_cancer,
}


def data_set(name, preparation="raw"):
    """Features and labels; "standardised" uses the mean and the population deviation."""
    x, y = LOADERS[name](return_X_y=True)
    if preparation == "standardised":
        x = StandardScaler().fit_transform(x)
    return x, y


def row_weights(n):
    """The weight of row i (from 0): 0.25 + ((7919 i) mod 101) / 50."""
    i = np.arange(n)
    return 0.25 + ((i * 7919) % 101) / 50


def digits_of(value, digits):
    """`value` (a number or nested lists of numbers) to so many significant digits."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [digits_of(v, digits) for v in value]
    return float(f"{float(value):.{digits}g}") + 0.0


def plain(value):
    """NumPy values as the standard JSON types. Doubles keep every bit."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(v) for v in value]
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, np.floating):
        return float(value)
    return value


def write_json(name, answers):
    """Compact JSON beside the scripts; a list of cases takes one line a case."""
    answers = plain(answers)

    def compact(value):
        return json.dumps(value, separators=(",", ":"), allow_nan=False, ensure_ascii=False)

    if isinstance(answers, list):
        text = "[\n" + ",\n".join(compact(case) for case in answers) + "\n]\n"
    else:
        lines = (f"{compact(key)}:{compact(value)}" for key, value in answers.items())
        text = "{\n" + ",\n".join(lines) + "\n}\n"
    assert json.loads(text) == answers
    path = HERE / name
    path.write_text(text, encoding="utf-8")
    size = path.stat().st_size
    assert size < 350_000, (name, size)
    print(f"{name}: {size} bytes")
