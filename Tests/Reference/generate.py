"""Writes the reference files again: all of them, or those of the scripts named.

    python3 -m venv venv && venv/bin/pip install -r Tests/Reference/requirements.txt
    venv/bin/python Tests/Reference/generate.py                 # all, in some minutes
    venv/bin/python Tests/Reference/generate.py metrics splits  # these scripts
    venv/bin/python Tests/Reference/generate.py --check         # compares with what is stored, and leaves that as it is
    venv/bin/python Tests/Reference/generate.py --twice splits  # runs it again and asks for the same bytes
    venv/bin/python Tests/Reference/generate.py --list          # the scripts and their files

Run twice on one machine, every script writes the same bytes. `--check` asks that much of the files marked `exact`, on any
machine; of the others, that their numbers are close: the last digits depend on the BLAS that NumPy brings, and on the
processor.
"""

import argparse
import importlib.metadata
import json
import math
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUNDLED = "../../Sources/EstimatorDatasets/Bundled/"

# The script: what it writes, and `exact` where no number is computed in another order on another machine.
SCRIPTS = {
    "bundled_data": ([BUNDLED + f"{name}Data.swift" for name in ("BreastCancer", "Diabetes", "Digits", "Iris", "Wine")], "exact"),
    "calibration": (["calibration.json"], ""),
    "classification_metrics": (["classification-report.json", "log-loss.json"], ""),
    "classifiers": (["classifiers.json"], ""),
    "column_transformer": (["column-transformer.json"], ""),
    "coming_from_scikit_learn": (["coming-from-scikit-learn.json"], ""),
    "csv_dialects": (["csv-dialects.json"], "exact"),
    "decimal_format": (["decimal-format.json"], "exact"),
    "encoders": (["encoders.json"], "exact"),
    "features": (["features.json"], ""),
    "loans_data": (["../../Snippets/Data/loans.csv"], "exact"),
    "from_csv_to_model": (["from-csv-to-model.json"], ""),
    "generalized_linear": (["generalized-linear.json"], ""),
    "generators": (["generators.json", "generators-regression.json"], ""),
    "huber": (["huber.json"], ""),
    "interchange": (["interchange.json"], ""),
    "l1_min_c": (["l1-min-c.json"], ""),
    "least_squares": (["least-squares.json"], ""),
    "lecture": (["lecture.json"], ""),
    "logistic": ([f"logistic-{name}.json" for name in ("breast-cancer", "digits", "iris", "wine")], ""),
    "logistic_cv": (["logistic-cv.json"], ""),
    "logistic_dual": (["logistic-dual.json"], ""),
    "logistic_options": (["logistic-options.json"], ""),
    "logistic_penalties": (["logistic-penalties.json"], ""),
    "logistic_sparse": (["logistic-sparse.json"], ""),
    "metrics": (["metrics.json"], ""),
    "model_selection": (["model-selection.json"], ""),
    "neighbors": (["neighbors.json"], ""),
    "pca": (["pca.json"], ""),
    "permutation_importance": (["permutation-importance.json"], ""),
    "power_likelihood": (["power-likelihood.json"], ""),
    "quantile": (["quantile.json"], ""),
    "random_state": (["random-state.json"], ""),
    "ranking_metrics": (["ranking-metrics.json"], ""),
    "regression_metrics": (["regression-metrics.json"], ""),
    "scalers": (["scalers.json"], ""),
    "softmax_lecture": (["softmax-lecture.json"], ""),
    "sparse_npz": (["sparse-npz.json"], "exact"),
    "splits": (["splits.json"], "exact"),
    "standard_scaler": (["standard-scaler.json"], ""),
    "table_summary": (["table-summary.json"], ""),
    "thresholds": (["thresholds.json"], ""),
}
# What other scripts import, and two that only print.
HELPERS = {"common", "generate", "interchange_schemas", "logistic_optimum", "penalized_optimum", "solver_survey"}
# What scikit-learn's own solvers came to: as far from the optimum as they stop.
LOOSE = {"sklearnDifference", "sklearnSolver", "peerDifference", "gradientNorm", "violation"}
CLOSE = 1e-6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="SCRIPT", help="without .py; all if none is named")
    parser.add_argument("--list", action="store_true", help="print the scripts and their files")
    parser.add_argument("--check", action="store_true", help="compare with what is stored, and change nothing")
    parser.add_argument("--twice", action="store_true", help="run each again and fail unless the bytes are the same")
    options = parser.parse_args()
    names = [name.removesuffix(".py") for name in options.names] or list(SCRIPTS)
    for name in names:
        if name not in SCRIPTS:
            parser.error(f"there is no script {name}; --list names all")
    if (stray := unlisted()):
        parser.error(f"{', '.join(stray)}: not in the table of generate.py")
    if options.list:
        for name in names:
            files, kind = SCRIPTS[name]
            print(f"{name:26} {' '.join(shown(file) for file in files)}{'  (' + kind + ')' if kind else ''}")
        return 0
    warn_of_other_versions()
    different = [name for name in names if not answers_well(name, options)]
    print(f"{len(names)} scripts" + (f", another answer by: {' '.join(different)}" if different else ""))
    return 1 if different else 0


def shown(file):
    return str((HERE / file).resolve().relative_to(HERE if "/" not in file else ROOT))


def unlisted():
    """Scripts and answers of this folder that the table above does not know."""
    answers = {file for files, _ in SCRIPTS.values() for file in files}
    scripts = {path.name for path in HERE.glob("*.py") if path.stem not in SCRIPTS and path.stem not in HELPERS}
    return sorted(scripts | {path.name for path in HERE.glob("*.json") if path.name not in answers})


def warn_of_other_versions():
    for line in (HERE / "requirements.txt").read_text().split():
        package, _, version = line.partition("==")
        found = importlib.metadata.version(package)
        if found != version:
            print(f"{package} is {found} here; the answers are of {version}", file=sys.stderr)


def answers_well(name, options):
    """Runs a script. Whether its files are what was asked for."""
    files, kind = SCRIPTS[name]
    paths = [HERE / file for file in files]
    stored = contents(paths)
    began = time.monotonic()
    try:
        run(name)
        written = contents(paths)
        results = [compare(old, new, kind) for old, new in zip(stored, written)]
        if options.twice:
            run(name)
            again = contents(paths)
    finally:
        if options.check:
            for path, old in zip(paths, stored):
                path.write_bytes(old)
    for file, (_, words) in zip(files, results):
        print(f"{name:26} {shown(file)}: {words}, {time.monotonic() - began:.0f} s", flush=True)
    if options.twice and again != written:
        print(f"{name:26} OTHER BYTES in the second run")
        return False
    return not options.check or all(good for good, _ in results)


def contents(paths):
    return [path.read_bytes() if path.exists() else b"" for path in paths]


def run(name):
    subprocess.run([sys.executable, "-W", "ignore", HERE / f"{name}.py"], check=True, cwd=HERE,
                   stdout=subprocess.DEVNULL,
                   env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"})


def compare(old, new, kind):
    if old == new:
        return True, "the same bytes"
    if not old:
        return True, "new"
    if kind == "exact":
        return False, "OTHER BYTES"
    try:
        distance = difference(json.loads(old), json.loads(new))
    except (ValueError, UnicodeDecodeError):
        return False, "OTHER CONTENT"
    return distance <= CLOSE, f"{'other' if distance <= CLOSE else 'OTHER'} numbers, by at most {distance:.1g}"


def difference(old, new):
    """The largest difference of two numbers in the same place, relative to the larger one or 1; ∞ for anything else."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        return max((difference(old[key], new[key]) for key in old if key not in LOOSE), default=0)
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return max((difference(a, b) for a, b in zip(old, new)), default=0)
    if isinstance(old, (int, float)) and isinstance(new, (int, float)):
        return abs(old - new) / max(1, abs(old), abs(new))
    return 0 if old == new else math.inf


if __name__ == "__main__":
    sys.exit(main())
