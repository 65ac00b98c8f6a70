# Virtual environments with pinned packages. Sourced, never run.
venv=.build-venv

# prepare_python [REQUIREMENTS FOLDER]   makes the environment, or makes it anew when its pinned versions have changed
prepare_python() {
    local pinned=${1:-Tests/EndToEnd/requirements.txt} folder=${2:-$venv}
    local mark=$folder/requirements.txt
    cmp -s "$pinned" "$mark" && return 0
    if ! python_is_recent; then
        echo "Python 3.10 or newer is needed; this one is $(python3 --version)." >&2
        exit 69
    fi
    rm -rf "$folder"
    python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check -r "$pinned"
    cp "$pinned" "$mark"
}
