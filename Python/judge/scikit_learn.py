"""scikit-learn's own tests of logistic regression, on the classes of this package.

    python scikit_learn.py [pytest's arguments]

They come from the scikit-learn that is installed; `sklearn.linear_model` gets other classes before they are read. What
fails must stand in `failures.txt`, with its reason, and what stands there must fail, but where a "?" stands before it:
there it is the last digits that decide.
"""

import contextlib
import io
import re
import sys
from pathlib import Path

import pytest
import sklearn
import sklearn.linear_model
import swift_estimators

TESTS = "sklearn.linear_model.tests.test_logistic"
VERSION = "1.9.1"
CLASSES = ["LogisticRegression"]


class Record:
    """Which tests passed and which failed."""

    def __init__(self):
        self.passed, self.failed, self.skipped = set(), {}, set()

    def pytest_runtest_logreport(self, report):
        name = report.nodeid.split("::")[-1]
        if report.failed:
            self.failed[name] = str(report.longrepr).splitlines()[-1]
        elif report.skipped:
            self.skipped.add(name)
        elif report.when == "call":
            self.passed.add(name)


def expectations():
    """The entries, each with its reason, and those that may pass. An indented line is an entry of the reason above."""
    reasons, reason, open_ones = {}, None, set()
    for line in Path(__file__).with_name("failures.txt").read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(" "):
            entry = line.strip().removeprefix("? ")
            reasons[entry] = reason
            if "? " in line:
                open_ones.add(entry)
        else:
            reason = line
    return reasons, open_ones


def covers(entry, name):
    """An entry is a test with its parameters, of which "*" stands for any, or without them for all of them."""
    return name.startswith(entry + "[") or bool(re.fullmatch(re.escape(entry).replace("\\*", ".*"), name))


def main():
    if sklearn.__version__ != VERSION:
        sys.exit(f"This is scikit-learn {sklearn.__version__}; failures.txt is of {VERSION}.")
    for name in CLASSES:
        setattr(sklearn.linear_model, name, getattr(swift_estimators, name))
    record = Record()
    arguments = sys.argv[1:]
    # Failures are the rule here: unless arguments ask for more, only the comparison is shown.
    with contextlib.nullcontext() if arguments else contextlib.redirect_stdout(io.StringIO()):
        code = pytest.main(["--pyargs", TESTS, "-q", "-p", "no:cacheprovider", *arguments], plugins=[record])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        sys.exit(int(code))
    reasons, open_ones = expectations()
    surprises = [f"failed: {name}: {why}" for name, why in sorted(record.failed.items())
                 if not any(covers(entry, name) for entry in reasons)]  # fmt: skip
    surprises += [f"passed: {name}" for name in sorted(record.passed)
                  if any(covers(entry, name) for entry in reasons if entry not in open_ones)]  # fmt: skip
    surprises += [f"not there: {entry}" for entry in reasons
                  if not any(covers(entry, name) for name in [*record.passed, *record.failed])]  # fmt: skip
    listed = "as listed" if not surprises else "not as listed"
    print(
        f"Of scikit-learn's tests of logistic regression {len(record.passed)} pass, "
        f"{len(record.failed)} fail {listed}, {len(record.skipped)} are skipped."
    )
    for line in surprises:
        print("unexpected:", line)
    sys.exit(1 if surprises else 0)


main()
