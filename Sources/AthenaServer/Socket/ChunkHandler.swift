internal import NIOCore

/// Moves what comes in on a connection into its feed, and stops reading while that is full.
final class ChunkHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private let feed: ChunkFeed

    init(feed: ChunkFeed) { self.feed = feed }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        feed.push(Array(unwrapInboundIn(data).readableBytesView))
    }

    func read(context: ChannelHandlerContext) {
        let channel = context.channel
        if feed.isFull({ channel.eventLoop.execute { channel.read() } }) { return }
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent { feed.finish() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        feed.finish()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
