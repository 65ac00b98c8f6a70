internal import AthenaCore
internal import AthenaJSON
internal import AthenaOperations
internal import Hummingbird
internal import Logging

/// The routes for those who watch over the server.
struct StatusRoutes: Sendable {
    let readiness: Readiness
    let gatekeeper: HTTPGatekeeper
    let metrics: MetricBook
    let samples: @Sendable () async throws -> [MetricSample]
    let logger: Logger

    /// Adds `/healthz`, `/readyz` and `/metrics`.
    func add(to router: Hummingbird.Router<HTTPContext>) {
        router.get("/healthz") { _, _ in Response(.ok, ["status": "ok"]) }
        router.get("/readyz") { _, _ in
            let (isReady, json) = await readiness.look()
            return Response(isReady ? .ok : .serviceUnavailable, json)
        }
        router.get("/metrics") { request, context in await page(for: request, context) }
    }

    private func page(for request: Request, _ context: HTTPContext) async -> Response {
        switch await gatekeeper.decide(request, context.fields) {
        case .refuse(let response): return response
        case .admit(let identity):
            guard identity.caller.scopes.contains(.auditRead), identity.caller.mayChooseProject else {
                return Response(
                    AthenaError(
                        .notPermitted,
                        "Metrics cover every project, which this token may not see.",
                        next: "Use a token with the scope \(Scope.auditRead.rawValue) that is bound to no project."
                    )
                )
            }
        }
        do {
            var further = try await samples()
            if let age = readiness.sweepAge { further.append(MetricSample(.sweepAge, [], Double(age) / 1_000)) }
            let text = metrics.text(with: further)
            let type = "text/plain; version=0.0.4; charset=utf-8"
            return Response(
                status: .ok,
                headers: [.contentType: type],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text))
            )
        } catch {
            logger.record(.error, "The metrics could not be read", [.error: "\(error)"])
            return Response(AthenaError(.unavailable, "The metrics could not be read.", next: "Look into the log."))
        }
    }
}
