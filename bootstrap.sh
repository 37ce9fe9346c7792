#!/bin/sh
# Makes .venv as a lock file says: sh bootstrap.sh requirements.txt (or requirements-dev.txt: with the
# tests' tools). `make` calls it when a lock file changed, and after an install that did not come to its end.
set -eu
cd "$(dirname "$0")"
lock=$1
python=.venv/bin/python
log=.venv/install.log

runs() { "$@" >/dev/null 2>&1; }

explain() {
    printf '\n%s\n' "$1" >&2
    cat >&2 <<EOF

  Debian, Ubuntu   sudo apt install $2
  Fedora           sudo dnf install python3.13
  macOS            brew install python@3.13
  elsewhere        https://www.python.org/downloads/

Then run make again. Under another name or in another place, say which: make serve PYTHON=/path/to/python3
EOF
    exit 1
}

# Prints the name of a Python that will do.
find_python() {
    seen=
    no_venv=
    if [ "${PYTHON:-}" ]; then set -- "$PYTHON"; else set -- python3 python3.14 python3.13 python3.12 python3.11; fi
    for name; do
        version=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        if ! runs "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            seen="$seen $name is $version;"
        elif ! runs "$name" -c 'import ensurepip, venv'; then
            no_venv=${no_venv:-$version}
        else
            echo "$name"
            return
        fi
    done
    if [ "$no_venv" ]; then
        explain "Python $no_venv is here, but without its venv module, which some systems pack apart." \
            "python$no_venv-venv"
    fi
    explain "Python 3.11 or newer is needed, and was not found.${seen:+ What is here:$seen}" \
        "python3.11 python3.11-venv"
}

# Runs a command and keeps its words to itself, unless it fails.
quietly() {
    "$@" >>"$log" 2>&1 && return
    cat "$log" >&2
    printf '\nThe installation failed; its own words are above. Run make again when that is mended.\n' >&2
    exit 1
}

# No stamp: what stands in .venv is unfinished, so it is made from nothing.
if ! [ -e .venv/.ready ] || ! runs $python -c ''; then
    chosen=$(find_python)
    echo "Making a Python environment in .venv, with $("$chosen" --version)."
    rm -rf .venv
    mkdir .venv
    quietly "$chosen" -m venv .venv
fi

# The larger installation holds this one. `make` asks for both in one run, and does not see that the first has made the second.
if [ "$lock" = requirements.txt ] && [ .venv/.ready-dev -nt "$lock" ] && [ .venv/.ready-dev -nt $python ]; then
    touch .venv/.ready
    exit
fi

# Gone until all is well: this is how an interrupted run is known.
rm -f .venv/.ready .venv/.ready-dev
: >"$log"
count=$(grep -c '^[a-z].*==' "$lock" || true)
# A network that inspects TLS has a certificate of its own; older pips look for it under this name only.
if [ "${SSL_CERT_FILE:-}" ]; then export PIP_CERT="${PIP_CERT:-$SSL_CERT_FILE}"; fi
echo "Downloading and installing the $count packages of $lock; later starts need not."
quietly $python -m pip install --no-deps --require-hashes --only-binary :all: \
    --no-input --disable-pip-version-check --progress-bar off -r "$lock"
if [ "$lock" = requirements-dev.txt ]; then
    echo "Installing the HTML and accessibility checkers of package-lock.json."
    quietly $python -m plugins.npm ci
    touch .venv/.ready-dev
fi
touch .venv/.ready
echo "Ready."
