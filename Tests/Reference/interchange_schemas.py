"""Compares the field numbers of Sources/InterchangeSchemas/*.proto with the packages `onnx` and `coremltools`.

Writes nothing; ends with status 1 and the difference when a message, a field, its number or its type is another one.
"""

import re
import sys
from pathlib import Path

SCHEMAS = Path(__file__).resolve().parents[2] / "Sources/InterchangeSchemas"

# google.protobuf's numbers of types.
TYPES = {"double": 1, "float": 2, "int64": 3, "int32": 5, "string": 9, "bytes": 12}


def declarations(text):
    """Yields (message, field, type, number) and (enum, value, None, number), names of nested ones with dots."""
    path = []
    for line in re.sub(r"//.*", "", text).splitlines():
        line = line.strip()
        if match := re.match(r"(message|enum|oneof) (\w+) \{(\})?", line):
            if not match[3]:
                path.append((match[1], match[2]))
        elif line == "}":
            path.pop()
        elif match := re.match(r"(?:repeated )?(map<.*>|\w+) (\w+) = (\d+);", line):
            yield ".".join(name for kind, name in path if kind != "oneof"), match[2], match[1], int(match[3])
        elif match := re.match(r"(\w+) = (\d+);", line):
            yield ".".join(name for _, name in path), match[1], None, int(match[2])


def differences(name, messages, enums):
    for owner, field, kind, number in declarations((SCHEMAS / name).read_text()):
        where = f"{name}: {owner}.{field} = {number}"
        if kind is None:
            values = {value.name: value.number for value in enums[owner].values}
            if values.get(field) != number:
                yield f"{where}, there {values.get(field)}"
            continue
        theirs = messages[owner].fields_by_name.get(field)
        if theirs is None or theirs.number != number:
            yield f"{where}, there {theirs and theirs.number}"
        elif kind in TYPES and theirs.type != TYPES[kind]:
            yield f"{where} is {kind}, there type {theirs.type}"
        elif kind not in TYPES and "<" not in kind and (theirs.message_type or theirs.enum_type).name != kind:
            yield f"{where} is {kind}, there {(theirs.message_type or theirs.enum_type).name}"


def described(files):
    """All messages and enums of files, nested ones too, by their names without the package."""
    messages, enums = {}, {}

    def add(message, prefix=""):
        messages[prefix + message.name] = message
        for nested in message.nested_types:
            add(nested, f"{prefix}{message.name}.")
        for enum in message.enum_types:
            enums[f"{prefix}{message.name}.{enum.name}"] = enum

    for file in files:
        for message in file.message_types_by_name.values():
            add(message)
    return messages, enums


def main():
    from coremltools.proto import DataStructures_pb2, FeatureTypes_pb2, GLMClassifier_pb2, Model_pb2, Scaler_pb2
    from onnx import onnx_ml_pb2

    core_ml = (DataStructures_pb2, FeatureTypes_pb2, GLMClassifier_pb2, Model_pb2, Scaler_pb2)
    found = [
        *differences("onnx.proto", *described([onnx_ml_pb2.DESCRIPTOR])),
        *differences("coreml.proto", *described([module.DESCRIPTOR for module in core_ml])),
    ]
    print("\n".join(found) or "The schemas agree with onnx and coremltools.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
