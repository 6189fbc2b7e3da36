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

# The library that will run for `libblas.so.3` or `liblapack.so.3`, whichever package provides it.
resolved_library() {
  path=$(ldconfig -p 2>/dev/null | awk -v name="$1" '$1 == name { print $NF; exit }')
  [ -z "$path" ] || readlink -f "$path"
}

# LAPACKE calls whatever BLAS and LAPACK the system has chosen. Anything but OpenBLAS works, but slowly: say so.
check_linear_algebra() {
  [ "$(uname)" = Linux ] || return 0
  for library in libblas.so.3 liblapack.so.3; do
    chosen=$(resolved_library "$library")
    case $chosen in
      "" | *openblas* | *flexiblas*) ;;
      *)
        echo "Note: $library is $chosen, not OpenBLAS; factorizations will be slow." >&2
        command -v update-alternatives >/dev/null 2>&1 &&
          echo "To change that: update-alternatives --config $library-$(uname -m)-linux-gnu" >&2
        ;;
    esac
  done
  return 0
}
