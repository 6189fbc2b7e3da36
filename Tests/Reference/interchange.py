"""Models as scikit-learn 1.9.1 leaves them in .skops, .safetensors and .npz files, and what they answer.

The files go to the folder interchange/, their answers to interchange.json.

With the name of a folder it reads instead what the Swift package has written there, bit by bit:

    ESTIMATORS_WRITE_WEIGHTS=/tmp/weights swift test --filter filesForPython
    venv/bin/python Tests/Reference/interchange.py /tmp/weights
"""

import io
import json
import pathlib
import sys
import zipfile

import numpy as np
import pandas as pd
import safetensors.numpy
import skops.io
from safetensors import safe_open
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler

from common import HERE, plain

FOLDER = HERE / "interchange"
# Ids in .skops files are addresses: they are numbered anew, so that a second run writes the same bytes.
EPOCH = (2000, 1, 1, 0, 0, 0)


def data():
    iris, species = load_iris(return_X_y=True)
    names = np.array(["setosa", "versicolor", "virginica"])[species]
    cancer, malign = load_breast_cancer(return_X_y=True)
    return iris, species, names, cancer[:, :5], malign


def models():
    """Name, fitted model, rows to ask about."""
    iris, species, names, cancer, malign = data()
    frame = pd.DataFrame(iris, columns=["a", "b", "c", "d"])
    softmax = LogisticRegression(max_iter=500)
    yield "multinomial", softmax.fit(iris, species), iris
    yield "strings", LogisticRegression(max_iter=500).fit(iris, names), iris
    yield "objects", LogisticRegression(max_iter=500).fit(frame, names.astype(object)), frame
    yield "binary", LogisticRegression(max_iter=5000).fit(cancer, malign), cancer
    yield "truths", LogisticRegression(max_iter=5000, fit_intercept=False).fit(cancer, malign == 1), cancer
    yield "liblinear", LogisticRegression(solver="liblinear").fit(cancer, malign), cancer
    yield "floats", LogisticRegression(max_iter=500).fit(iris.astype("f4"), species.astype("f8")), iris
    scalers = {
        "standard": StandardScaler(),
        "standard-mean": StandardScaler(with_std=False),
        "standard-deviation": StandardScaler(with_mean=False),
        "min-max": MinMaxScaler(feature_range=(-1, 2)),
        "max-abs": MaxAbsScaler(),
        "robust": RobustScaler(),
        "robust-centre": RobustScaler(with_scaling=False),
    }
    for name, scaler in scalers.items():
        rows = frame if name == "standard" else iris
        yield name, scaler.fit(rows), rows
    for name, scaler in scalers.items():
        model = make_pipeline(scaler, LogisticRegression(max_iter=500))
        yield "pipeline-" + name, model.fit(iris, names), iris
    model = make_pipeline(MinMaxScaler(), StandardScaler(), LogisticRegression(max_iter=500))
    yield "pipeline-of-three", model.fit(frame, names), frame
    yield "pipeline-none", make_pipeline("passthrough", LogisticRegression(max_iter=500)).fit(iris, species), iris


def refused():
    """What a reader here has to refuse, and the word that it must say."""
    iris, species, _, _, _ = data()
    yield "forest", RandomForestClassifier(n_estimators=1, max_depth=1, random_state=0).fit(iris, species), "RandomForest"
    yield "clip", MinMaxScaler(clip=True).fit(iris), "clip"
    yield "unfitted", LogisticRegression(), "fitted"


def numbered(content):
    """The archive with its ids and files numbered from 1, without dates; one entry in two is deflated."""
    old = zipfile.ZipFile(io.BytesIO(content))
    schema = json.loads(old.read("schema.json"))
    ids = {}

    def walk(node):
        if isinstance(node, list):
            return [walk(part) for part in node]
        if not isinstance(node, dict):
            return node
        node = {key: walk(part) for key, part in node.items()}
        if "__id__" in node:
            node["__id__"] = ids.setdefault(node["__id__"], len(ids) + 1)
        return node

    schema = walk(schema)
    text = json.dumps(schema)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for place, entry in enumerate(old.infolist()):
            name, body = entry.filename, old.read(entry.filename)
            if name == "schema.json":
                body = text.encode()
            else:
                renamed = f"{place + 1}.npy"
                text = text.replace(f'"{name}"', f'"{renamed}"')
                name = renamed
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED if place % 2 == 0 or name == "schema.json" else zipfile.ZIP_STORED
            new.writestr(info, body)
    return buffer.getvalue()


def write_skops(name, model):
    content = numbered(skops.io.dumps(model))
    (FOLDER / f"{name}.skops").write_bytes(content)
    # skops itself must still read it.
    return skops.io.loads(content, trusted=skops.io.get_untrusted_types(data=content))


def weights(model):
    arrays = {"coef_": model.coef_, "intercept_": model.intercept_, "classes_": model.classes_}
    if hasattr(model, "feature_names_in_"):
        arrays["feature_names_in_"] = model.feature_names_in_.astype(str)
    return arrays


def write_weights(name, model):
    """The arrays of a classifier. safetensors holds numbers only: texts go to its metadata, as JSON."""
    # safetensors 0.8 mixes up arrays whose columns lie one behind the other.
    arrays = {key: np.ascontiguousarray(value) for key, value in weights(model).items()}
    np.savez(FOLDER / f"{name}.npz", **arrays)
    texts = {key: json.dumps(value.tolist()) for key, value in arrays.items() if value.dtype.kind == "U"}
    numbers = {key: value for key, value in arrays.items() if value.dtype.kind != "U"}
    safetensors.numpy.save_file(numbers, FOLDER / f"{name}.safetensors", metadata=texts or None)
    back = np.load(FOLDER / f"{name}.npz")
    return {key: plain(back[key]) for key in ("coef_", "intercept_", "classes_")}


def answers(model, rows):
    rows = rows[::7]
    answer = {"rows": plain(np.asarray(rows, dtype="f8"))}
    if hasattr(model, "predict_proba"):
        answer["probabilities"] = plain(model.predict_proba(rows))
        answer["scores"] = plain(model.decision_function(rows).reshape(len(rows), -1))
        answer["labels"] = [str(label) for label in model.predict(rows)]
        answer["classes"] = [str(label) for label in model.classes_]
    else:
        answer["transformed"] = plain(model.transform(rows))
    if hasattr(model, "feature_names_in_"):
        answer["features"] = plain(model.feature_names_in_)
    return answer


def make():
    FOLDER.mkdir(exist_ok=True)
    result = {"models": {}, "weights": {}, "refused": {}}
    for name, model, rows in models():
        result["models"][name] = answers(write_skops(name, model), rows)
        if isinstance(model, LogisticRegression) and name in ("multinomial", "strings", "binary", "floats"):
            result["weights"][name] = write_weights(name, model)
    for name, model, word in refused():
        write_skops(name, model)
        result["refused"][name] = word
    return result


def from_safetensors(path):
    with safe_open(path, "numpy") as file:
        metadata = file.metadata() or {}
        arrays = {name: file.get_tensor(name) for name in file.keys()}
    texts = {name: np.array(json.loads(metadata[name])) for name in ("classes_", "feature_names_in_") if name in metadata}
    if "multi_class" in metadata:
        texts["multi_class"] = np.array([metadata["multi_class"]])
    return arrays | texts


def check(name, kind, arrays, answer):
    for key in ("coef_", "intercept_"):
        bits = [str(number) for number in arrays[key].astype("<f8").reshape(-1).view("<u8")]
        assert bits == answer[key], (name, kind, key)
    labels = [str(label) for label in arrays["classes_"].tolist()]
    assert [label.lower() for label in labels] == [label.lower() for label in answer["classes_"]], (name, kind, labels)
    assert arrays["feature_names_in_"].tolist() == ["a", "b", "c", "🌲"]
    clf = LogisticRegression()
    clf.coef_, clf.intercept_, clf.classes_ = arrays["coef_"], arrays["intercept_"], arrays["classes_"]
    rows = np.array(answer["rows"]).reshape(-1, clf.coef_.shape[1])
    if "multi_class" in arrays:
        scores = 1 / (1 + np.exp(-clf.decision_function(rows)))
        probabilities = scores / scores.sum(axis=1, keepdims=True)
    else:
        probabilities = clf.predict_proba(rows)
    difference = np.abs(probabilities.reshape(-1) - np.array(answer["probabilities"])).max()
    assert difference < 1e-12, (name, kind, difference)
    print(f"{name}, {kind}: equal to the bit, probabilities to {difference:.1e}")


def check_folder(folder):
    for answers in sorted(folder.glob("*.json")):
        answer, name = json.loads(answers.read_text()), answers.stem
        check(name, "safetensors", from_safetensors(folder / f"{name}.safetensors"), answer)
        check(name, "npz", np.load(folder / f"{name}.npz"), answer)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        check_folder(pathlib.Path(sys.argv[1]))
    else:
        (HERE / "interchange.json").write_text(json.dumps(make(), indent=1) + "\n")
