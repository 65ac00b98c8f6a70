internal import NIOCore

/// Watches an HTTP connection from inside its pipeline, without looking at what passes.
final class HTTPConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny
    typealias OutboundIn = NIOAny

    private let table: HTTPConnectionTable
    private var connection: HTTPConnection?
    private var ticket: UInt64?
    private var held: (data: NIOAny, promise: EventLoopPromise<Void>?)?

    init(table: HTTPConnectionTable) { self.table = table }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        guard let ticket = table.census.enter(.http, endInput: {}, cut: { channel.close(promise: nil) }) else {
            return channel.close(promise: nil)
        }
        self.ticket = ticket
        connection = table.add(channel)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        passOn(context)
        leave(context.channel)
    }

    func channelInactive(context: ChannelHandlerContext) {
        passOn(context)
        leave(context.channel)
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent { connection?.clientLeft() }
        context.fireUserInboundEventTriggered(event)
    }

    /// Holds the newest piece back until the next one or the flush, so that one promise tells of all that is flushed.
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        passOn(context)
        held = (data, promise)
    }

    func flush(context: ChannelHandlerContext) {
        if let connection, held != nil {
            connection.writeBegan()
            let promise = held?.promise ?? context.eventLoop.makePromise()
            promise.futureResult.whenComplete { result in
                if case .success = result {
                    connection.writeEnded(isWritten: true)
                } else {
                    connection.writeEnded(isWritten: false)
                }
            }
            held?.promise = promise
        }
        passOn(context)
        context.flush()
    }

    private func passOn(_ context: ChannelHandlerContext) {
        guard let (data, promise) = held.take() else { return }
        context.write(data, promise: promise)
    }

    private func leave(_ channel: any Channel) {
        connection?.clientLeft()
        connection = nil
        table.remove(channel)
        if let ticket { table.census.leave(ticket) }
        ticket = nil
    }
}
