/// What to do with an HTTP request once every check has passed or failed.
public enum HTTPPlan: Sendable {
    /// Everything is said.
    case answer(HTTPAnswer)
    /// Work to do, answered as one JSON body.
    case call(HTTPCall)
    /// Work to do, answered as a stream of events.
    case stream(HTTPStream)
}

/// Work whose answer is one JSON body.
public struct HTTPCall: Sendable {
    /// Whether the work waits for something to happen; other work ends by itself soon, whatever its client does.
    public let waits: Bool
    /// Whether a disconnect cancels the work: yes in the modern era, no in the legacy one.
    ///
    /// The transport cancels the task that runs the call.
    public let isCancelledByDisconnect: Bool
    let run: @Sendable () async -> HTTPAnswer

    /// Does the work.
    public func answer() async -> HTTPAnswer {
        await run()
    }
}

/// Work whose answer is a stream of events, the last of which is the response.
public struct HTTPStream: Sendable {
    /// The status, always 200.
    public let status: Int
    /// The headers of the stream.
    public let headers: [HTTPField]
    /// Whether a disconnect cancels the work: yes in the modern era, no in the legacy one.
    public let isCancelledByDisconnect: Bool
    let body: @Sendable (@escaping ByteSink) async -> Void

    /// Does the work and writes the stream, one piece at a time.
    ///
    /// The transport ends the response when this returns, and cancels the task that runs it when the client is gone.
    /// `write` answers false when a piece could not be written.
    public func run(write: @escaping ByteSink) async {
        await body(write)
    }
}
