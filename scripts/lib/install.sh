# What the scripts need on the machine, and how they get it. Sourced, never run.
#
#   need PACKAGE CHECK...   notes the Debian package when the check fails
#   install_missing         installs what was noted, or says the line and ends with 69
missing=()

need() {
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}

header_is_there() {
    [ -n "$(find /usr/include /usr/local/include -maxdepth 2 -name "$1" -print -quit 2>/dev/null)" ]
}

python_can() {
    python3 -c "import $1"
}

python_is_recent() {
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))'
}

# The prefix that makes a command run as root; fails where there is none that works without a person.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        sudo "$@"
    else
        return 1
    fi
}

install_missing() {
    [ ${#missing[@]} -eq 0 ] && return 0
    local line="apt-get update && apt-get install -y ${missing[*]}"
    if ! command -v apt-get >/dev/null || ! as_root true; then
        echo "Missing here: ${missing[*]}. Install them as root and start again: $line" >&2
        exit 69
    fi
    echo "Installing ${missing[*]}"
    as_root apt-get update -qq || true
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null; then
        echo "That failed. Install them as root and start again: $line" >&2
        exit 69
    fi
    missing=()
}

require_swift() {
    if ! command -v swift >/dev/null; then
        echo "Swift is not installed. Install Swift 6.2 or newer (https://www.swift.org/install) and start again." >&2
        exit 69
    fi
    local version
    version=$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9]+\.[0-9]+' | grep -oE '[0-9]+\.[0-9]+')
    if [ "$(printf '%s\n6.2\n' "$version" | sort -V | head -n 1)" != 6.2 ]; then
        echo "Swift $version is too old; install Swift 6.2 or newer (https://www.swift.org/install)." >&2
        exit 69
    fi
}

# What a build of Athena needs.
need_to_build() {
    require_swift
    need libsqlite3-dev header_is_there sqlite3.h
    need git command -v git
}

# What its Python checks need beside that.
need_to_test() {
    need python3 command -v python3
    need python3-venv python_can ensurepip
}
