internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Gives each request a limited time, on every route, and does not read on behind an answer that did not need the body.
struct RequestLimits: RouterMiddleware {
    /// A body up to this is read away behind a refusal, so that the connection can be kept.
    private static let smallBody = 65_536

    let connections: HTTPConnectionTable
    let patience: Duration

    func handle(
        _ request: Request,
        context: HTTPContext,
        next: @concurrent (Request, HTTPContext) async throws -> Response
    ) async throws -> Response {
        guard let connection = connections.find(context.channel) else { return Response(status: .serviceUnavailable) }
        connection.requestBegan(within: patience)
        var context = context
        context.connection = connection
        let response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError {
            response = try error.response(from: request, context: context)
        }
        if connection.isBodyRead { return response }
        switch Self.bodyLength(request) {
        case 0?:
            connection.liftDeadline()
            return response
        // Whoever sends it has until the deadline.
        case .some(...Self.smallBody): return response
        default: return closing(response, connection)
        }
    }

    /// How long the body is; nil when nobody says.
    private static func bodyLength(_ request: Request) -> Int? {
        if request.headers[.transferEncoding] != nil { return nil }
        guard let length = request.headers[.contentLength] else { return 0 }
        return Int(length)
    }

    /// Ends the connection behind an answer, so that nobody has to read the rest of the request.
    private func closing(_ response: Response, _ connection: HTTPConnection) -> Response {
        let body = response.body
        var response = response
        response.headers[.connection] = "close"
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            try await body.write(writer)
            _ = await connection.flushed()
            connection.cut()
        }
        return response
    }
}
