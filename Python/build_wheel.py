"""Builds the wheel: the package, libestimators.so, and the libraries that it needs and Linux does not have everywhere.

    python build_wheel.py BUILD libestimators.so DEST

OpenBLAS and the run-time libraries of Fortran get names of their own, which no other package's copies have, and are
found beside the library that needs them. The wheel's tag is the lowest glibc that has all the symbols that are used.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
# What every Linux has that a wheel is for.
SYSTEM = re.compile(r"(libc|libm|libdl|libpthread|librt|libstdc\+\+|libgcc_s|ld-linux[-a-z0-9_]*)\.so\.\d+")
# Where Debian, Fedora and Swift keep licences.
LICENCES = ["/usr/share/doc/{package}/copyright", "/usr/share/licenses/{package}/*"]


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def needed(library):
    return output("patchelf", "--print-needed", str(library)).split()


def found(library, name):
    """The file that the loader takes for a name."""
    for line in output("ldd", str(library)).splitlines():
        if line.split()[0] == name and "=>" in line:
            return Path(line.split()[2]).resolve()
    sys.exit(f"{library} needs {name}, which is not installed.")


def collect(library, folder):
    """Copies a library and what it needs; answers with the files that the copies were made of."""
    folder.mkdir(parents=True)
    main = folder / "libestimators.so"
    shutil.copy(library, main)
    subprocess.run(["strip", "--strip-unneeded", main], check=True)
    sources, names, waiting = [], {}, [(Path(library), main)]
    while waiting:
        source, copy = waiting.pop()
        for name in needed(source):
            if SYSTEM.fullmatch(name):
                continue
            if name not in names:
                original = found(source, name)
                digest = hashlib.sha256(original.read_bytes()).hexdigest()[:8]
                names[name] = f"{name.split('.so')[0]}-{digest}.so"
                other = folder / names[name]
                shutil.copy(original, other)
                subprocess.run(["patchelf", "--set-soname", other.name, other], check=True)
                sources.append(original)
                waiting.append((original, other))
            subprocess.run(["patchelf", "--replace-needed", name, names[name], copy], check=True)
        subprocess.run(["patchelf", "--set-rpath", "$ORIGIN", copy], check=True)
    return sources


def package_of(file):
    """The Debian or Fedora package that a file comes from."""
    if shutil.which("dpkg"):
        for path in [str(file), str(file).removeprefix("/usr")]:
            done = subprocess.run(["dpkg", "-S", path], capture_output=True, text=True)
            if done.returncode == 0:
                return done.stdout.split(":")[0]
    return output("rpm", "-qf", "--qf", "%{NAME}", str(file))


def licences(sources, folder):
    """The licences of all that is in the wheel."""
    folder.mkdir(parents=True)
    shutil.copy(HERE.parent / "LICENSE", folder / "LICENSE")
    swift = Path(shutil.which("swiftc")).resolve().parents[1] / "share" / "swift" / "LICENSE.txt"
    shutil.copy(swift, folder / "LICENSE-swift.txt")
    packages = {package_of(source) for source in sources} | ({"liblapacke"} if shutil.which("dpkg") else set())
    for package in sorted(packages):
        texts = [path for pattern in LICENCES for path in Path("/").glob(pattern.format(package=package)[1:])]
        if not texts:
            sys.exit(f"There is no licence of {package}.")
        content = "\n".join(path.read_text(errors="replace") for path in texts)
        (folder / f"LICENSE-{package}.txt").write_text(content)
    common = Path("/usr/share/common-licenses")
    for name in ["GPL-3", "LGPL-2.1"] if common.is_dir() else []:
        shutil.copy(common / name, folder / f"LICENSE-{name}.txt")


def glibc(folder):
    """The newest version of glibc whose symbols are used, as a platform of wheels."""
    versions = set()
    for library in folder.glob("*.so"):
        symbols = output("readelf", "--version-info", "--wide", str(library))
        versions |= {tuple(map(int, pair)) for pair in re.findall(r"GLIBC_(\d+)\.(\d+)", symbols)}
    return "manylinux_{}_{}_{}".format(*max(versions), platform.machine())


def main():
    build, library, destination = map(Path, sys.argv[1:])
    build, tree = build.resolve(), build.resolve() / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for name in ["pyproject.toml", "setup.py", "README.md"]:
        shutil.copy(HERE / name, tree / name)
    shutil.copytree(HERE / "src", tree / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    folder = tree / "src" / "swift_estimators" / "lib"
    licences(collect(library, folder), tree / "licences")
    tag = glibc(folder)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", destination, tree],
        check=True, env={**os.environ, "SWIFT_ESTIMATORS_PLATFORM": tag},
    )  # fmt: skip
    for wheel in destination.glob(f"*{tag}.whl"):
        print(f"{wheel}: {wheel.stat().st_size / 1e6:.1f} MB")


main()
