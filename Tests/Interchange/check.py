"""Compares files that `interchange-files` has written with what onnxruntime, coremltools and compilers make of them.

    check.py FOLDER

Ends with status 1 when a file is refused, a label differs, or a probability differs by more than its tolerance.
"""

import ctypes
import json
import logging
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

# What probabilities may differ by; of what computes in floats.
TOLERANCE, FLOAT_TOLERANCE = 1e-12, 1e-5

failures = []


def report(case, what, labels, probabilities, tolerance=TOLERANCE):
    expected_labels, expected = answers(case)
    wrong = int(np.sum(np.asarray(labels).ravel() != expected_labels))
    difference = float(np.max(np.abs(np.asarray(probabilities, dtype=float) - expected)))
    good = wrong == 0 and difference <= case.get("tolerance", tolerance)
    print(f"{'ok  ' if good else 'FAIL'} {case['name']:24} {what:12} {len(expected_labels):6} rows, "
          f"{wrong} labels differ, probabilities by at most {difference:.1e}")
    if not good:
        failures.append((case["name"], what))


def answers(case):
    return np.load(FOLDER / f"{case['name']}-labels.npy"), np.load(FOLDER / f"{case['name']}-probabilities.npy")


def rows(case):
    """The test rows: an array, or the columns of a table."""
    path = FOLDER / case["rows"]
    return np.load(path) if path.suffix == ".npy" else json.loads(path.read_text())


def check_onnx(case, form, name):
    import onnx
    import onnxruntime

    path = str(FOLDER / name)
    onnx.checker.check_model(path, full_check=True)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    types = {"tensor(double)": np.float64, "tensor(float)": np.float32, "tensor(string)": object}
    data = rows(case)
    inputs = {}
    for entry in session.get_inputs():
        kind = types[entry.type]
        if not isinstance(data, dict):
            inputs[entry.name] = data.astype(kind)
            continue
        gap = "" if kind is object else np.nan
        cells = [gap if cell is None else cell for cell in data[entry.name]]
        inputs[entry.name] = np.array(cells, dtype=kind).reshape(-1, 1)
    labels, probabilities = session.run(["label", "probabilities"], inputs)
    report(case, f"onnx {form}", labels, probabilities, TOLERANCE if form == "graph" else FLOAT_TOLERANCE)


def check_core_ml(case, name):
    import coremltools

    spec = coremltools.utils.load_spec(str(FOLDER / name))
    coremltools.models.MLModel(spec)
    x = rows(case).astype(float)
    rule = spec.glmClassifier
    if spec.WhichOneof("Type") == "pipelineClassifier":
        scaler, rule = (part for part in spec.pipelineClassifier.pipeline.models)
        x = (x + np.array(scaler.scaler.shiftValue)) * np.array(scaler.scaler.scaleValue)
        rule = rule.glmClassifier
    assert x.shape[1] == spec.description.input[0].type.multiArrayType.shape[0]
    z = x @ np.array([row.value for row in rule.weights]).T + np.array(rule.offset)
    if rule.classEncoding == rule.OneVsRest:
        p = 1 / (1 + np.exp(-z))
    else:
        z = np.hstack([np.zeros((len(z), 1)), z])
        p = np.exp(z - z.max(axis=1, keepdims=True))
    labels = rule.int64ClassLabels.vector or rule.stringClassLabels.vector
    p /= p.sum(axis=1, keepdims=True)
    report(case, "core ml", np.array(labels)[z.argmax(axis=1)], p)


def check_c(case, name):
    library = FOLDER / f"{case['name']}.so"
    compiler = shutil.which("clang") or "cc"
    flags = "-std=c11 -O2 -Wall -Wextra -Wpedantic -Wmissing-prototypes -Werror -fPIC -shared".split()
    subprocess.run([compiler, *flags, "-o", library, FOLDER / name, "-lm"], check=True)
    model = ctypes.CDLL(str(library))
    model.model_predict.restype = ctypes.c_size_t
    x = np.ascontiguousarray(rows(case), dtype=float)
    count = ctypes.c_size_t.in_dll(model, "model_class_count").value
    places, p = np.zeros(len(x), dtype=int), np.zeros((len(x), count))
    pointer = ctypes.POINTER(ctypes.c_double)
    for i, row in enumerate(x):
        places[i] = model.model_predict(row.ctypes.data_as(pointer))
        model.model_probabilities(row.ctypes.data_as(pointer), p[i].ctypes.data_as(pointer))
    report(case, "c", class_labels(case)[places], p)


def class_labels(case):
    import onnx

    metadata = onnx.load(FOLDER / case["onnx"]["graph"]).metadata_props
    return np.array(json.loads(next(entry.value for entry in metadata if entry.key == "classes")))


def run_program(case, what, command):
    """A program that reads doubles of all rows and writes the place of the class and the probabilities."""
    x = np.ascontiguousarray(rows(case), dtype=float)
    (FOLDER / "rows.f64").write_bytes(x.tobytes())
    output = subprocess.run(command, check=True, cwd=FOLDER, capture_output=True, text=True).stdout
    numbers = np.array([line.split() for line in output.splitlines()], dtype=float)
    report(case, what, class_labels(case)[numbers[:, 0].astype(int)], numbers[:, 1:])


def check_java_script(case, name):
    if not shutil.which("node"):
        return print(f"     {case['name']:24} javascript   skipped: there is no node")
    width = rows(case).shape[1]
    (FOLDER / "run.mjs").write_text(f"""
import {{ readFileSync }} from "fs";
import * as model from "./{name}";
const bytes = readFileSync("rows.f64");
const x = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
const lines = [];
for (let i = 0; i < x.length; i += {width}) {{
  const row = x.subarray(i, i + {width});
  lines.push([model.classes.indexOf(model.predict(row)), ...model.probabilities(row)].join(" "));
}}
console.log(lines.join("\\n"));
""")
    run_program(case, "javascript", ["node", "run.mjs"])


def check_swift(case, name):
    if not shutil.which("swiftc"):
        return print(f"     {case['name']:24} swift        skipped: there is no swiftc")
    width = rows(case).shape[1]
    folder = FOLDER / f"{case['name']}-swift"
    folder.mkdir(exist_ok=True)
    (folder / "main.swift").write_text(f"""
import Foundation
let bytes = try Data(contentsOf: URL(fileURLWithPath: "rows.f64"))
let x = bytes.withUnsafeBytes {{ Array($0.bindMemory(to: Double.self)) }}
for start in stride(from: 0, to: x.count, by: {width}) {{
  let row = Array(x[start..<start + {width}])
  let p = Model.probabilities(row).map {{ "\\($0)" }}.joined(separator: " ")
  print(Model.classes.firstIndex(of: Model.predict(row)) ?? -1, p)
}}
""")
    program = folder / "run"
    sources = [folder / "main.swift", FOLDER / name]
    subprocess.run(["swiftc", "-O", "-warnings-as-errors", "-o", program, *sources], check=True)
    run_program(case, "swift", [program])


def check_mlflow(case, name):
    import mlflow.onnx
    import mlflow.pyfunc
    import onnx

    onnx.checker.check_model(mlflow.onnx.load_model(str(FOLDER / name)), full_check=True)
    found = mlflow.pyfunc.load_model(str(FOLDER / name)).predict(rows(case).astype(float))
    report(case, "mlflow", found["label"], found["probabilities"])


def main():
    for case in json.loads((FOLDER / "cases.json").read_text()):
        for form, name in case["onnx"].items():
            check_onnx(case, form, name)
        if "coreML" in case:
            check_core_ml(case, case["coreML"])
        for language, check in (("c", check_c), ("mjs", check_java_script), ("swift", check_swift)):
            if language in case["sources"]:
                check(case, case["sources"][language])
        if "mlflow" in case:
            check_mlflow(case, case["mlflow"])
    print(f"{len(failures)} failures" if failures else "All files say what the models say.")
    return 1 if failures else 0


if __name__ == "__main__":
    FOLDER = Path(sys.argv[1]).resolve()
    sys.exit(main())
