#!/usr/bin/env bash
# On every other supported Python that is here: install the pinned development requirements, run the
# unit tests, and start the real process. The last lines say what ran where, and what did not.
set -euo pipefail
cd "$(dirname "$0")/.."

own=$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
summary=()

find_python() {
    local candidate
    for candidate in "python$1" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$1".*/bin/python; do
        if "$candidate" -c "import sys, ensurepip; sys.exit('%d.%d' % sys.version_info[:2] != '$1')" \
            2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

try_on() {
    local folder=$2/venv
    local pip=("$folder/bin/python" -m pip --disable-pip-version-check -qq)
    "$1" -m venv "$folder"
    "${pip[@]}" install --no-compile --require-hashes --requirement requirements/dev.txt
    "${pip[@]}" install --no-deps --no-build-isolation --editable .
    "$folder/bin/practice-bot" questions check >/dev/null
    "$folder/bin/python" -m pytest -q -n 2 -p no:cacheprovider \
        tests/unit tests/process/test_running.py
}

for version in 3.11 3.12 3.13 3.14; do
    if [ "$version" = "$own" ]; then
        summary+=("Python $version: all tests (make test runs them first)")
        continue
    fi
    python=$(find_python "$version")
    if [ -z "$python" ]; then
        summary+=("Python $version: SKIPPED, it is not installed here")
        continue
    fi
    echo "Python $version: requirements/dev.txt, tests/unit and tests/process/test_running.py"
    folder=build/pythons/$version
    rm -rf "$folder"
    try_on "$python" "$folder"
    rm -rf "$folder"
    summary+=("Python $version: the requirements install, tests/unit pass, the bot runs")
done
printf '%s\n' "${summary[@]}"
