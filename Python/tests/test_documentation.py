"""The samples of README and article run."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2]


@pytest.mark.parametrize("path", ["Python/README.md", "Sources/Estimators/Estimators.docc/Articles/FromCAndPython.md"])
def test_samples_run(path, capsys):
    samples = re.findall(r"^```python\n(.*?)^```", (PACKAGE / path).read_text(), re.MULTILINE | re.DOTALL)
    ours = [sample for sample in samples if "swift_estimators" in sample]
    assert ours
    for sample in ours:
        exec(sample, {})
    assert "Converged" in capsys.readouterr().out
