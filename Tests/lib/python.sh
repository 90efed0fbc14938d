# Sourced. A Python of the tests' own, with what they need from PyPI, in .build/python.
# shellcheck shell=bash

python=.build/python/bin/python

python_ready() {
    local wanted folder=.build/python
    wanted=$(cat Tests/endtoend/requirements.txt)
    [[ -x $python && $(cat "$folder/installed" 2>/dev/null) == "$wanted" ]] && return 0
    rm -rf "$folder"
    /usr/bin/python3 -m venv "$folder"
    "$python" -m pip install --quiet --disable-pip-version-check -r Tests/endtoend/requirements.txt
    echo "$wanted" >"$folder/installed"
}
