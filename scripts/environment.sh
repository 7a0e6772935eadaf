# Sourced by the other scripts: makes .venv from a lock file, only when the lock has changed.

find_python() {
  local name
  for name in python3.11 python3.12 python3.13 python3.14 python3; do
    if command -v "$name" >/dev/null &&
      "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  echo "Python 3.11 or newer is needed and was not found." >&2
  exit 2
}

# ensure_venv runtime|dev
ensure_venv() {
  local lock="requirements/$1.txt" stamp=".venv/.installed" want
  want="$1 $(cat "$lock" pyproject.toml | cksum)"
  # What tests need holds all that a build needs, so a dev environment serves both.
  if [ "$1" = runtime ] && [ -f "$stamp" ] &&
    [ "$(cat "$stamp")" = "dev $(cat requirements/dev.txt pyproject.toml | cksum)" ]; then
    return
  fi
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then
    return
  fi
  echo "Setting up .venv from $lock (once) ..." >&2
  if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    local python
    python=$(find_python) || exit 2
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
      # Debian keeps both in a package of its own.
      if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq >/dev/null && apt-get install -qq -y python3-venv >/dev/null
      else
        echo "Python's venv is missing: install the package python3-venv." >&2
        exit 2
      fi
    fi
    "$python" -m venv --clear .venv
  fi
  rm -f "$stamp"
  # jsonpath-rw, which the checker of Croissant files needs, is published as source alone.
  .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --require-hashes --only-binary :all: --no-binary jsonpath-rw -r "$lock"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --no-deps --no-build-isolation -e .
  echo "$want" >"$stamp"
}
