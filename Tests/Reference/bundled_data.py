"""Write the bundled data sets as Swift sources.

Run from anywhere: the files go to Sources/EstimatorDatasets/Bundled of the
checkout this script lies in. Every file is read back from the text that was
written and compared with scikit-learn's arrays, bit for bit.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import (
    load_breast_cancer,
    load_diabetes,
    load_digits,
    load_iris,
    load_wine,
)

DESTINATION = (
    Path(__file__).resolve().parents[2]
    / "Sources" / "EstimatorDatasets" / "Bundled"
)

DIABETES = {
    "title": "Diabetes: 10 measurements of 442 patients, and how far the disease had progressed a year later.",
    "source": [
        "Bradley Efron, Trevor Hastie, Iain Johnstone and Robert Tibshirani: \"Least Angle Regression\", Annals of",
        "Statistics 32(2), 2004, pages 407–499, <https://doi.org/10.1214/009053604000000067>. The numbers as measured,",
        "from <https://www4.stat.ncsu.edu/~boos/var.select/diabetes.html> by way of scikit-learn.",
    ],
}

PIXELS = "0123456789ABCDEFG"

CSV_FORMAT = [
    "One row a line: the features, then the index of the class in `classNames`, separated by commas.",
    "Every number is the shortest text that reads back as the same `Double`.",
]

SETS = {
    "Iris": {
        "load": load_iris,
        "title": "Iris: the lengths and widths of the sepals and petals of 50 flowers of each of three species.",
        "source": [
            "R. A. Fisher: \"Iris\", UCI Machine Learning Repository, 1936, <https://doi.org/10.24432/C56C76>.",
            "First printed in R. A. Fisher: \"The use of multiple measurements in taxonomic problems\",",
            "Annals of Eugenics 7(2), 1936, pages 179–188. As scikit-learn, this copy follows the paper in the two",
            "rows (the 35th and the 38th) where the file at UCI differs from it.",
        ],
    },
    "Wine": {
        "load": load_wine,
        "title": "Wine: the chemical analysis of wines from three cultivars grown in one region of Italy.",
        "source": [
            "Stefan Aeberhard and M. Forina: \"Wine\", UCI Machine Learning Repository, 1992,",
            "<https://doi.org/10.24432/C5PC7J>.",
        ],
    },
    "BreastCancer": {
        "load": load_breast_cancer,
        "title": "Breast Cancer Wisconsin (Diagnostic): shapes of cell nuclei in images of 569 breast masses.",
        "source": [
            "William Wolberg, Olvi Mangasarian, Nick Street and W. Street: \"Breast Cancer Wisconsin (Diagnostic)\",",
            "UCI Machine Learning Repository, 1993, <https://doi.org/10.24432/C5DW2B>.",
        ],
    },
    "Digits": {
        "load": load_digits,
        "title": "Digits: images of handwritten digits, 8 × 8 pixels of 17 shades.",
        "source": [
            "E. Alpaydin and C. Kaynak: \"Optical Recognition of Handwritten Digits\", UCI Machine Learning",
            "Repository, 1998, <https://doi.org/10.24432/C50P49>. These are the rows of its test set, the ones",
            "scikit-learn has.",
        ],
    },
}


def number(value):
    """The shortest text that reads back as the same double: 14.23, 127, 5.1."""
    text = repr(float(value))
    return text[:-2] if text.endswith(".0") else text


def csv_text(bunch):
    return "\n".join(
        ",".join([number(v) for v in row] + [str(int(label))])
        for row, label in zip(bunch.data, bunch.target)
    )


def digits_text(bunch):
    return "\n".join(
        "".join(PIXELS[int(v)] for v in row) + f" {int(label)}"
        for row, label in zip(bunch.data, bunch.target)
    )


def string_list(names):
    """A Swift array literal, one name a line."""
    lines = "".join(f'        "{name}",\n' for name in names)
    return f"[\n{lines}    ]"


def swift_source(name, entry, bunch):
    rows, columns = bunch.data.shape
    classes = len(bunch.target_names)
    digits = name == "Digits"
    if digits:
        pixels = "the pixels, row by row from the top left"
        shape = f"{rows} rows, {columns} columns ({pixels}) and {classes} classes."
        layout = [
            "One image a line: 64 characters, one a pixel, `0`…`9` for 0…9 and `A`…`G` for 10…16, then a space and",
            "the digit.",
        ]
    else:
        shape = f"{rows} rows, {columns} columns and {classes} classes."
        layout = CSV_FORMAT
    paragraphs = [[entry["title"]], [shape], layout, entry["source"],
                  ["Licence: CC BY 4.0, <https://creativecommons.org/licenses/by/4.0/>."]]
    comment = "\n///\n".join(
        "\n".join(f"/// {line}" for line in lines) for lines in paragraphs
    )
    text = digits_text(bunch) if digits else csv_text(bunch)
    names = ""
    if not digits:
        names = (
            f"    static let featureNames: [String] = {string_list(bunch.feature_names)}\n\n"
            f"    static let classNames: [String] = {string_list(bunch.target_names)}\n\n"
        )
    return (
        "// swift-format-ignore-file\n"
        "// Written by Tests/Reference/bundled_data.py.\n\n"
        f"{comment}\n"
        f"enum {name}Data {{\n"
        f"{names}"
        '    static let text = """\n'
        + "".join(f"        {line}\n" for line in text.split("\n"))
        + '        """\n'
        "}\n"
    )


def diabetes_source(bunch):
    rows, columns = bunch.data.shape
    paragraphs = [
        [DIABETES["title"]],
        [f"{rows} rows, {columns} columns and the target."],
        ["One row a line: the features, then the target, separated by commas.", CSV_FORMAT[1]],
        DIABETES["source"],
        ["Licence: none is stated by the authors; scikit-learn passes the numbers on under BSD-3-Clause."],
    ]
    comment = "\n///\n".join("\n".join(f"/// {line}" for line in lines) for lines in paragraphs)
    lines = [",".join(number(v) for v in [*row, target]) for row, target in zip(bunch.data, bunch.target)]
    return (
        "// swift-format-ignore-file\n// Written by Tests/Reference/bundled_data.py.\n\n"
        f"{comment}\nenum DiabetesData {{\n"
        f"    static let featureNames: [String] = {string_list(bunch.feature_names)}\n\n"
        '    static let text = """\n' + "".join(f"        {line}\n" for line in lines) + '        """\n}\n'
    )


def check(path, name, bunch):
    """Read the written literal back and compare it with the arrays."""
    source = path.read_text(encoding="utf-8")
    literal = source.split('"""\n')[1].rstrip(" ")
    lines = [line.strip() for line in literal.strip("\n").split("\n")]
    if name == "Digits":
        pixels = [[PIXELS.index(c) for c in line.split(" ")[0]] for line in lines]
        data = np.array(pixels, dtype=float)
        target = np.array([int(line.split(" ")[1]) for line in lines])
    else:
        data = np.array([[float(v) for v in line.split(",")[:-1]] for line in lines])
        target = np.array([float(line.split(",")[-1]) for line in lines])
    assert np.array_equal(data, bunch.data), name
    assert np.array_equal(target, bunch.target), name
    assert "\\" not in source, name
    return data.shape


def main():
    DESTINATION.mkdir(parents=True, exist_ok=True)
    for name, entry in SETS.items():
        bunch = entry["load"]()
        path = DESTINATION / f"{name}Data.swift"
        path.write_text(swift_source(name, entry, bunch), encoding="utf-8")
        print(path.name, *check(path, name, bunch))
    path = DESTINATION / "DiabetesData.swift"
    diabetes = load_diabetes(scaled=False)
    path.write_text(diabetes_source(diabetes), encoding="utf-8")
    print(path.name, *check(path, "Diabetes", diabetes))


if __name__ == "__main__":
    main()
