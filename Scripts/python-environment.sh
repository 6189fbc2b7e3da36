# A virtual environment with the versions of Python/requirements.txt. Sourced by Scripts/wheel and Scripts/python.

python_environment() {
  if ! cmp -s Python/requirements.txt "$1/requirements.txt"; then
    rm -rf "$1/venv"
    mkdir -p "$1"
    python3 -m venv "$1/venv"
    "$1/venv/bin/pip" install --quiet --disable-pip-version-check --requirement Python/requirements.txt
    cp Python/requirements.txt "$1/requirements.txt"
  fi
}
