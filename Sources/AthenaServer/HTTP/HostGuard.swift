internal import AthenaJSON
internal import AthenaMCP
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Turns away, on every route, requests for another host and from pages of other places.
///
/// Without it any web page could reach the server on this machine by making its own name point here.
struct HostGuard: RouterMiddleware {
    let policy: OriginPolicy
    let metrics: MetricBook
    let logger: Logger

    func handle(
        _ request: Request,
        context: HTTPContext,
        next: @concurrent (Request, HTTPContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.fields = AthenaMCP.HTTPFields(request)
        guard let refusal = policy.refusal(of: context.fields) else {
            var response = try await next(request, context)
            response.headers[.xContentTypeOptions] = "nosniff"
            return response
        }
        let reason = refusal == .host ? "host" : "origin"
        metrics.add(to: .refusals, reason)
        logger.record(.warning, "Refused a request", [.reason: reason, .transport: "http"])
        let status = HTTPResponse.Status(code: refusal.status)
        return Response(status, ["error": ["code": "not_permitted", "message": "This \(reason) is not allowed here."]])
    }
}
