internal import NIOCore

/// Watches an HTTP connection from inside its pipeline, without looking at what passes.
final class HTTPConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny
    typealias OutboundIn = NIOAny

    private let table: HTTPConnectionTable
    private var connection: HTTPConnection?
    private var ticket: UInt64?

    init(table: HTTPConnectionTable) { self.table = table }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        let census = table.census
        let cut: @Sendable () -> Void = { channel.close(promise: nil) }
        guard let ticket = census.enter(.http, atMost: table.limit, endInput: {}, cut: cut) else { return cut() }
        self.ticket = ticket
        connection = table.add(channel)
    }

    func handlerRemoved(context: ChannelHandlerContext) { leave(context.channel) }

    func channelInactive(context: ChannelHandlerContext) {
        leave(context.channel)
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent { connection?.clientLeft() }
        context.fireUserInboundEventTriggered(event)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard let connection else { return context.write(data, promise: promise) }
        connection.writeBegan()
        let promise = promise ?? context.eventLoop.makePromise()
        promise.futureResult.whenComplete { result in
            if case .success = result {
                connection.writeEnded(isWritten: true)
            } else {
                connection.writeEnded(isWritten: false)
            }
        }
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
