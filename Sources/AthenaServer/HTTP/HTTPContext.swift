internal import AthenaMCP
internal import Hummingbird
internal import NIOCore

/// What a handler knows beside the request: its headers and the connection it came through.
struct HTTPContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// What is known of the connection, found once for each request by `RequestLimits`, which is before every route.
    var connection: HTTPConnection?
    /// The headers with every duplicate, read once for each request by `HostGuard`, which is before every route.
    var fields = AthenaMCP.HTTPFields([])

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
