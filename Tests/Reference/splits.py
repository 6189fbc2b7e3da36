"""Write splits.json: the rows that scikit-learn's splitters pick.

A case names the splitter, its arguments as scikit-learn spells them, the labels and groups (or the number of rows), and
the folds as [train, test].
"""

import numpy as np
from common import write_json
from sklearn.model_selection import (
    GroupKFold,
    KFold,
    LeaveOneOut,
    RepeatedStratifiedKFold,
    ShuffleSplit,
    StratifiedKFold,
    StratifiedShuffleSplit,
    TimeSeriesSplit,
    train_test_split,
)

SPLITTERS = {
    s.__name__: s
    for s in (
        GroupKFold,
        KFold,
        LeaveOneOut,
        RepeatedStratifiedKFold,
        ShuffleSplit,
        StratifiedKFold,
        StratifiedShuffleSplit,
        TimeSeriesSplit,
    )
}

# Labels that first appear in another order than ascending; class 0 has 6 rows, 1 has 4, 2 has 2.
SMALL = [0] * 6 + [1] * 4 + [2] * 2
MIXED = [2, 0, 1, 1, 0, 2, 0, 0, 1, 2, 2, 0, 1, 0, 0, 2, 1, 0, 1, 1, 0, 2, 0]
# Pseudo-random labels of unequal shares, and groups of unequal size.
LONG = [int(v) for v in (np.arange(101) * 7919 % 101 % 7 % 4)]
GROUPS = [int(v) for v in (np.arange(101) * 31 % 97 % 11)]


def case(name, arguments, labels=None, groups=None, rows=None):
    splitter = SPLITTERS[name](**arguments)
    count = rows if rows is not None else len(labels)
    folds = [[tr, te] for tr, te in splitter.split(np.zeros(count), labels, groups)]
    return {
        "splitter": name,
        "arguments": arguments,
        "rows": count,
        "labels": labels,
        "groups": groups,
        "folds": folds,
    }


def split_case(arguments, labels=None, rows=None):
    count = rows if rows is not None else len(labels)
    train, test = train_test_split(np.arange(count), stratify=labels, **arguments)
    return {
        "splitter": "train_test_split",
        "arguments": arguments,
        "rows": count,
        "labels": labels,
        "groups": None,
        "folds": [[train, test]],
    }


def seeded(name, splits, seed, **rest):
    return case(name, {"n_splits": splits, "shuffle": True, "random_state": seed}, **rest)


def main():
    cases = []
    for rows, splits in ((10, 2), (11, 3), (23, 5), (7, 7)):
        cases.append(case("KFold", {"n_splits": splits}, rows=rows))
        cases += [seeded("KFold", splits, seed, rows=rows) for seed in (0, 42)]
    for labels, splits in ((SMALL, 2), (SMALL, 5), (MIXED, 3), (MIXED, 5), (LONG, 5), (LONG, 10)):
        cases.append(case("StratifiedKFold", {"n_splits": splits}, labels=labels))
        cases += [seeded("StratifiedKFold", splits, seed, labels=labels) for seed in (0, 42)]
    for splits in (2, 5, 11):
        cases.append(case("GroupKFold", {"n_splits": splits}, labels=LONG, groups=GROUPS))
        cases.append(seeded("GroupKFold", splits, 42, labels=LONG, groups=GROUPS))
    cases += [
        case("RepeatedStratifiedKFold", {"n_splits": 2, "n_repeats": 3, "random_state": 42}, labels=MIXED),
        case("RepeatedStratifiedKFold", {"n_splits": 5, "n_repeats": 2, "random_state": 0}, labels=LONG),
        case("ShuffleSplit", {"n_splits": 3, "random_state": 42}, rows=23),
        case("ShuffleSplit", {"n_splits": 2, "test_size": 0.3, "random_state": 1}, rows=23),
        case("ShuffleSplit", {"n_splits": 2, "train_size": 0.6, "random_state": 1}, rows=23),
        case("ShuffleSplit", {"n_splits": 2, "train_size": 5, "test_size": 0.2, "random_state": 7}, rows=101),
        case("StratifiedShuffleSplit", {"n_splits": 3, "test_size": 0.4, "random_state": 42}, labels=MIXED),
        case(
            "StratifiedShuffleSplit",
            {"n_splits": 2, "train_size": 7, "test_size": 5, "random_state": 3},
            labels=MIXED,
        ),
        case("StratifiedShuffleSplit", {"n_splits": 2, "test_size": 31, "random_state": 0}, labels=LONG),
        case("TimeSeriesSplit", {"n_splits": 3}, rows=8),
        case("TimeSeriesSplit", {"n_splits": 5}, rows=23),
        case("TimeSeriesSplit", {"n_splits": 3, "test_size": 2, "gap": 2}, rows=14),
        case("TimeSeriesSplit", {"n_splits": 4, "max_train_size": 3, "gap": 1}, rows=23),
        case("LeaveOneOut", {}, rows=5),
    ]
    for arguments in (
        {"test_size": 0.25, "random_state": 42},
        {"random_state": 0},
        {"test_size": 3, "random_state": 5},
        {"train_size": 0.55, "random_state": 5},
        {"train_size": 4, "test_size": 2, "random_state": 5},
        {"test_size": 0.3, "shuffle": False},
    ):
        cases += [split_case(arguments, rows=rows) for rows in (12, 23)]
    for labels in (SMALL, MIXED, LONG):
        for arguments in (
            {"test_size": 0.5, "random_state": 42},
            {"random_state": 0},
            {"train_size": 0.6, "test_size": 0.3, "random_state": 9},
        ):
            cases.append(split_case(arguments, labels=labels))
    write_json("splits.json", cases)


if __name__ == "__main__":
    main()
