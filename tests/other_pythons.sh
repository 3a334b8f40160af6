#!/usr/bin/env bash
# Install the pinned requirements on every supported Python that is here, and start the command on it.
set -euo pipefail
cd "$(dirname "$0")/.."

own=$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')

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

for version in 3.11 3.12 3.13 3.14; do
    if [ "$version" = "$own" ]; then
        echo "Python $version: it ran all the tests"
        continue
    fi
    python=$(find_python "$version")
    if [ -z "$python" ]; then
        echo "Python $version: SKIPPED, it is not installed here"
        continue
    fi
    folder=build/pythons/$version
    rm -rf "$folder"
    "$python" -m venv "$folder"
    pip=("$folder/bin/python" -m pip --disable-pip-version-check -qq)
    "${pip[@]}" install --require-hashes --requirement requirements/run.txt
    "${pip[@]}" install --no-deps --no-build-isolation --editable .
    "${pip[@]}" install --dry-run --require-hashes --requirement requirements/dev.txt
    "$folder/bin/practice-bot" questions check >/dev/null
    "$folder/bin/python" -c 'import adapters.discord.client, adapters.slack.app'
    echo "Python $version: the requirements install and the bot starts"
    rm -rf "$folder"
done
