"""Write table-summary.json: what pandas says of columns (describe) and of dates."""

import pandas as pd
from common import write_json

NUMBERS = {
    "spread": [3.5, None, -2.0, 8.25, 8.25, 1e3, 0.125, None, 4.0],
    "even": [1.0, 2.0, 3.0, 4.0],
    "one": [7.5],
    "large": [1e15, 1e15 + 1, 1e15 + 3, 1e15 + 4],
}
TEXTS = ["b", "a", None, "b", "c", "a", "b"]
DATES = [
    "1970-01-01", "1969-12-31T23:59:59Z", "2000-02-29", "1900-03-01", "2024-02-29T18:30:00+01:00", "2023-12-31 08:05",
    "1600-01-01", "9999-12-31", "2024-06-30T23:59:59.25-09:30", "20240704", "1999-01-01T00:00:00",
]


def number(values):
    told = pd.Series(values).describe()
    return {
        "values": values,
        "told": [told[k] for k in ["count", "mean", "std", "min", "25%", "50%", "75%", "max"]],
    }


def date(text):
    stamp = pd.Timestamp(text)
    return {
        "text": text,
        "parts": [stamp.year, stamp.month, stamp.day, stamp.day_of_week, stamp.day_of_year, stamp.hour, stamp.timestamp()],
    }


def nan_to_none(case):
    return {**case, "told": [None if v != v else v for v in case["told"]]}


texts = pd.Series(TEXTS, dtype=object).describe()
write_json(
    "table-summary.json",
    {
        "numbers": [nan_to_none(number(values)) for values in NUMBERS.values()],
        "texts": {"values": TEXTS, "told": [int(texts["count"]), int(texts["unique"]), int(texts["freq"])], "top": texts["top"]},
        "dates": [date(text) for text in DATES],
    },
)
