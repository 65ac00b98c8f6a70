/// Writes one message that belongs to a request still in flight; false when nothing can be written any more.
///
/// The bytes are one compact JSON message without a newline; framing is the transport's work.
public typealias MessageSink = @Sendable (_ message: [UInt8]) async -> Bool

/// Writes bytes that are framed already, all of them or none; false when the other side is gone.
///
/// Never called twice at the same time on one connection or stream.
public typealias ByteSink = @Sendable (_ bytes: [UInt8]) async -> Bool
