# Every fuzzer, one after the other. Sourced, never run.

# The names of all targets, as scripts/fuzz tells them to whoever names none.
fuzz_targets() {
    scripts/fuzz 2>&1 | sed -n 's/^targets: //p'
}

# fuzz_all SECONDS   gives each target so many seconds; fails if one crashes or if there is none
fuzz_all() {
    local target status=0 count=0
    for target in $(fuzz_targets); do
        count=$((count + 1))
        scripts/fuzz "$target" "$1" || status=1
    done
    echo "$count fuzzers ran"
    [ "$count" -gt 0 ] && return "$status"
}

# planted_all SECONDS   puts a crash into each target and fails unless it is found within so many seconds
planted_all() {
    local target status=0
    for target in $(fuzz_targets); do
        scripts/fuzz "$target" "$1" --planted 2>&1 | tail -n 1
        [ "${PIPESTATUS[0]}" -eq 0 ] || status=1
    done
    return "$status"
}
