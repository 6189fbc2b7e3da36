# Installs what `pkg-config` says is missing: OpenBLAS, LAPACKE, cairo and zlib, headers included. Sourced by the other
# scripts (POSIX sh: the official Swift images have no make). Says what it does on standard error; does nothing twice.

missing_libraries() {
  command -v pkg-config >/dev/null 2>&1 || { echo pkg-config openblas lapacke cairo zlib; return; }
  for library in openblas lapacke cairo zlib; do
    pkg-config --exists "$library" || printf '%s ' "$library"
  done
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1; then sudo "$@"; else
    echo "Root rights are needed for: $*. Run it as root, then run this script again." >&2
    exit 1
  fi
}

install_prerequisites() {
  if [ "$(uname)" = Darwin ]; then
    # Accelerate and zlib are part of the system; only cairo is missing. Not run: this project is tested on Linux.
    command -v pkg-config >/dev/null 2>&1 && pkg-config --exists cairo && return
    echo "Installing cairo with Homebrew." >&2
    brew install pkgconf cairo
    return
  fi
  missing=$(missing_libraries)
  [ -z "$missing" ] && return
  echo "Installing what is missing: $missing" >&2
  if command -v apt-get >/dev/null 2>&1; then
    as_root apt-get update -q >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
      pkg-config libopenblas-dev liblapacke-dev libcairo2-dev zlib1g-dev fonts-dejavu-core >&2
  elif command -v dnf >/dev/null 2>&1; then
    as_root dnf install -y pkgconf-pkg-config openblas-devel lapack-devel cairo-devel zlib-devel dejavu-sans-fonts >&2
  else
    echo "Neither apt-get, dnf nor brew was found. Install the development packages of: $missing" >&2
    exit 1
  fi
}
