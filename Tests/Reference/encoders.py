"""Write encoders.json: OneHotEncoder, OrdinalEncoder, LabelEncoder and LabelBinarizer on a small table."""

import numpy as np
from common import write_json
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelBinarizer, LabelEncoder, OneHotEncoder, OrdinalEncoder

# A column with gaps, one with two categories, one of numbers.
COLOUR = ["red", "blue", None, "green", "blue", None, "Red"]
SIDE = ["left", "right", "right", "left", "left", "right", "left"]
COUNT = [3, 10, 3, 2, 10, 10, 2]
TRAIN = np.array([COLOUR, SIDE, COUNT], dtype=object).T
# An unknown cell in every column but the second.
TEST = np.array([["blue", "mauve", None], ["left", "right", "right"], [2, 7, 3]], dtype=object).T

LABELS = ["b", "c", "a", "b", "b", "c"]


def one_hot(name, options, known_only=False, imputed=False):
    encoder = OneHotEncoder(**options)
    if imputed:
        encoder = make_pipeline(SimpleImputer(missing_values=None, strategy="most_frequent"), encoder)
    encoder.fit(TRAIN)
    test = TEST[[0, 2]] if known_only else TEST
    last = encoder[-1] if imputed else encoder
    return {
        "name": name,
        "names": list(last.get_feature_names_out(["colour", "side", "count"])),
        "categories": [[None if v is None else str(v) for v in c] for c in last.categories_],
        "train": encoder.transform(TRAIN).toarray(),
        "test": encoder.transform(test).toarray(),
    }


def with_null(x):
    return [[None if np.isnan(v) else float(v) for v in row] for row in x]


def ordinal():
    """With NaN for gaps, which alone gets `encoded_missing_value`; None would be a category."""
    gaps = lambda x: np.where(x == None, np.nan, x)  # noqa: E711
    encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    encoder.fit(gaps(TRAIN))
    return {
        "name": "ordinal",
        "train": with_null(encoder.transform(gaps(TRAIN)).astype(float)),
        "test": with_null(encoder.transform(gaps(TEST)).astype(float)),
    }


def labels():
    binarizer = LabelBinarizer().fit(LABELS)
    pair = LabelBinarizer(neg_label=-1, pos_label=2).fit(["no", "yes", "no"])
    encoder = LabelEncoder().fit(LABELS)
    return {
        "name": "labels",
        "classes": list(encoder.classes_),
        "codes": encoder.transform(LABELS),
        "binary": binarizer.transform(LABELS),
        "pair": pair.transform(["yes", "no", "yes"]),
    }


def main():
    write_json(
        "encoders.json",
        {
            "oneHot": [
                one_hot("ignore", {"handle_unknown": "ignore"}),
                one_hot("error", {}, known_only=True),
                one_hot("first", {"drop": "first"}, known_only=True),
                one_hot("ifBinary", {"drop": "if_binary"}, known_only=True),
                one_hot("imputed", {"handle_unknown": "ignore"}, imputed=True),
            ],
            "ordinal": ordinal(),
            "labels": labels(),
        },
    )


if __name__ == "__main__":
    main()
