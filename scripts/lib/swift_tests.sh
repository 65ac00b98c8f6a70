# The Swift tests, in the two runs that they need. Sourced, never run.

# What counts commits or waits for real sockets needs the machine to itself.
alone="AthenaServerTests|AthenaMCPTests|GroupCommitTests|JSONLimitsTests|UseCaseBatchTests"

# Both take further arguments of swift test, and expect that the tests have been built.
swift_tests_together() {
    swift test --skip-build "$@" --skip "$alone"
}

swift_tests_alone() {
    swift test --skip-build --no-parallel "$@" --filter "$alone"
}
