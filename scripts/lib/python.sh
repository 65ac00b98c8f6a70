# The virtual environment of the Python checks. Sourced, never run.
venv=.build-venv

# Makes it, or brings it up to date when the pinned versions have changed.
prepare_python() {
    local pinned=Tests/EndToEnd/requirements.txt mark=$venv/requirements.txt
    cmp -s "$pinned" "$mark" && return 0
    if ! python_is_recent; then
        echo "Python 3.10 or newer is needed; this one is $(python3 --version)." >&2
        exit 69
    fi
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$pinned"
    cp "$pinned" "$mark"
}
