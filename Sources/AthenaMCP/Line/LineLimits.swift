/// How much one connection may ask for at a time.
public struct LineLimits: Sendable, Hashable {
    /// The longest line read; a longer one is refused and skipped.
    public var maximumLineBytes = 4 << 20
    /// How many requests run side by side. Waiting claims count.
    public var maximumRunning = 64
    /// How many more may wait, so that a cancellation behind them is still read.
    public var maximumWaiting = 1_024
    /// How many bytes of them may wait.
    public var maximumWaitingBytes = 16 << 20
    /// After the end of input: how long nothing may happen before calls that wait for something are given up.
    public var waitingPatience = Duration.seconds(1)
    /// How long after that nothing may happen before everything that still runs is given up.
    public var drainPatience = Duration.seconds(6)

    /// The limits of an ordinary connection.
    public init() {}
}
