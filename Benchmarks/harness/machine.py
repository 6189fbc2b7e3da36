"""On what the table was measured."""

from __future__ import annotations

import importlib.metadata
import platform
import subprocess
from pathlib import Path

PACKAGES = ("scikit-learn", "numpy", "scipy", "scikit-learn-intelex", "liblinear-official", "snapml", "mlpack", "cyanure")


def describe() -> dict[str, str]:
    """Processor, system and versions, in words."""
    return {
        "processor": processor(),
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "swift": first_line(["swift", "--version"]),
        "library": first_line(["git", "describe", "--always", "--dirty"]),
        "peers": ", ".join([f"{name} {version(name)}" for name in PACKAGES if version(name)] + r_packages()),
    }


def processor() -> str:
    """Model, cores and vector units, as far as the system tells."""
    lines = lines_of(["lscpu"])
    values = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    flags = values.get("Flags", "").split()
    vectors = [name for flag, name in (("avx2", "AVX2"), ("fma", "FMA"), ("avx512f", "AVX-512")) if flag in flags]
    model = values.get("Model name", platform.processor() or "unknown processor")
    return f"{model}, {values.get('CPU(s)', '?')} cores, {' + '.join(vectors) or 'no vector units known'}"


def r_packages() -> list[str]:
    """R's glmnet, where it is installed."""
    found = first_line(["Rscript", "-e", 'cat(as.character(packageVersion("glmnet")))'])
    return [f"R glmnet {found}"] if found != "unknown" else []


def version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def first_line(command: list[str]) -> str:
    return next(iter(lines_of(command)), "unknown")


def lines_of(command: list[str]) -> list[str]:
    try:
        folder = Path(__file__).resolve().parent
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        return []
