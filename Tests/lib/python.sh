# Sourced. A Python of the tests' own, with what they need from PyPI, in .build/python.
# shellcheck shell=bash

python=.build/python/bin/python

# python_ready [FILE…]: with what those files require, too; then it is another one, beside it.
python_ready() {
    local wanted folder=.build/python file files=(Tests/endtoend/requirements.txt "$@")
    for file; do folder=.build/python-$(basename "$(dirname "$file")"); done
    python=$folder/bin/python
    wanted=$(cat "${files[@]}")
    [[ -x $python && $(cat "$folder/installed" 2>/dev/null) == "$wanted" ]] && return 0
    rm -rf "$folder"
    /usr/bin/python3 -m venv "$folder"
    "$python" -m pip install --quiet --disable-pip-version-check "${files[@]/#/-r}"
    echo "$wanted" >"$folder/installed"
}
