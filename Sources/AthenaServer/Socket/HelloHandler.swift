internal import AthenaCore
internal import NIOCore

/// Takes the first line off a connection and passes on what follows it untouched.
///
/// A client that says nothing, or too much before its first newline, is cut off.
final class HelloHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let promise: EventLoopPromise<[UInt8]>
    private let deadline: TimeAmount
    private var line: [UInt8] = []
    private var isDone = false
    private var timeout: Scheduled<Void>?

    /// Fulfils `promise` with the first line.
    init(promise: EventLoopPromise<[UInt8]>, deadline: TimeAmount) {
        self.promise = promise
        self.deadline = deadline
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let promise = promise
        timeout = context.eventLoop.scheduleTask(in: deadline) { promise.fail(HelloFailure.tooSlow) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish(with: .failure(HelloFailure.ended))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDone else { return context.fireChannelRead(data) }
        var buffer = unwrapInboundIn(data)
        let newline = buffer.readableBytesView.firstIndex(of: UInt8(ascii: "\n"))
        let length = newline.map { $0 - buffer.readerIndex } ?? buffer.readableBytes
        guard line.count + length <= ClientHello.maximumBytes else {
            return finish(with: .failure(HelloFailure.tooLong))
        }
        line.append(contentsOf: buffer.readBytes(length: length) ?? [])
        guard newline != nil else { return }
        buffer.moveReaderIndex(forwardBy: 1)
        finish(with: .success(line))
        if buffer.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(buffer)) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent { finish(with: .failure(HelloFailure.ended)) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(with: .failure(HelloFailure.ended))
        context.fireChannelInactive()
    }

    private func finish(with result: Result<[UInt8], any Error>) {
        guard !isDone else { return }
        isDone = true
        timeout?.cancel()
        promise.completeWith(result)
        line = []
    }
}

/// Why no hello came.
enum HelloFailure: Error {
    case ended
    case tooLong
    case tooSlow
}
