"""Write from-csv-to-model.json: the numbers that Snippets/FromCSVToModel.py prints, the twin of the Swift snippet."""

import subprocess
import sys
import tempfile

from common import HERE, write_json

TWIN = HERE.parent.parent / "Snippets" / "FromCSVToModel.py"

with tempfile.TemporaryDirectory() as folder:
    run = subprocess.run([sys.executable, TWIN, folder], check=True, capture_output=True, encoding="utf-8")
lines = run.stdout.split("\n")
start = next(i for i, line in enumerate(lines) if line.startswith("mean log-loss: "))
parts = [line.split(": ") for line in lines[start:] if line]
write_json("from-csv-to-model.json", {name: [float(n) for n in numbers.split()] for name, numbers in parts})
