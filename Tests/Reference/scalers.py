"""Write scalers.json: MinMaxScaler, MaxAbsScaler, RobustScaler, Normalizer, Binarizer on a small matrix and on wine."""

import numpy as np
from common import data_set, write_json
from sklearn.preprocessing import Binarizer, MaxAbsScaler, MinMaxScaler, Normalizer, RobustScaler

# A constant column, a column of zeros, a gap (null) in the last.
SMALL = np.array(
    [
        [1.5, 7.0, 0.0, -20.0, 3.0],
        [-2.0, 7.0, 0.0, 0.25, np.nan],
        [4.0, 7.0, 0.0, 1e6, 1.0],
        [8.0, 7.0, 0.0, 3.0, -1.0],
        [0.125, 7.0, 0.0, 5.5, 2.0],
        [3.0, 7.0, 0.0, -0.5, 9.0],
    ]
)


def with_null(x):
    return [[None if np.isnan(v) else float(v) for v in row] for row in x]


def learned(model):
    names = ("data_min_", "data_max_", "max_abs_", "center_", "scale_")
    return {name: getattr(model, name) for name in names if getattr(model, name, None) is not None}


def cases():
    wine, _ = data_set("wine")
    scalers = (
        ("minMax", {}, MinMaxScaler()),
        ("minMax", {"low": -1, "high": 3}, MinMaxScaler(feature_range=(-1, 3))),
        ("maxAbs", {}, MaxAbsScaler()),
        ("robust", {"low": 0.25, "high": 0.75}, RobustScaler()),
        ("robust", {"low": 0.1, "high": 0.8}, RobustScaler(quantile_range=(10, 80))),
        ("normalizer", {"norm": "l1"}, Normalizer("l1")),
        ("normalizer", {"norm": "l2"}, Normalizer("l2")),
        ("normalizer", {"norm": "max"}, Normalizer("max")),
        ("binarizer", {"threshold": 2.5}, Binarizer(threshold=2.5)),
    )
    for data, x in (("small", SMALL), ("wine", wine)):
        for kind, options, scaler in scalers:
            rows = np.nan_to_num(x) if kind in ("normalizer", "binarizer") else x
            scaler.fit(rows)
            yield {
                "kind": kind,
                "data": data,
                **options,
                "rows": with_null(rows) if data == "small" else None,
                "learned": learned(scaler),
                "transformed": with_null(scaler.transform(rows[:6])),
            }


def main():
    write_json("scalers.json", list(cases()))


if __name__ == "__main__":
    main()
