# Named, timed steps, and what they leave behind cleaned up. Sourced, never run.
phase_times=()
phase_failures=0

# phase NAME COMMAND...   runs a step; a failing one is noted and the next still runs
phase() {
    local name=$1 begun=$SECONDS status=0
    shift
    printf '\n== %s\n' "$name"
    "$@" || status=$?
    local word=passed
    if [ "$status" -ne 0 ]; then
        word="FAILED ($status)"
        phase_failures=$((phase_failures + 1))
    fi
    phase_times+=("$(printf '%-28s %5d s  %s' "$name" $((SECONDS - begun)) "$word")")
}

# Prints what each step took, and ends with the number of failed ones as its verdict.
close_phases() {
    printf '\n== %s\n' "$1"
    printf '%s\n' "${phase_times[@]}"
    if [ "$phase_failures" -ne 0 ]; then
        printf '%s: %d of %d steps FAILED after %d s\n' "$1" "$phase_failures" "${#phase_times[@]}" "$SECONDS"
        return 1
    fi
    printf '%s: all %d steps passed in %d s\n' "$1" "${#phase_times[@]}" "$SECONDS"
}
