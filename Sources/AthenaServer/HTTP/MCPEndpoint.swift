internal import AthenaCore
internal import AthenaMCP
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle

/// Carries requests of `/mcp` to the protocol and its answers back, and knows whether they arrived.
struct MCPEndpoint: Sendable {
    let exchange: HTTPExchange
    let gatekeeper: HTTPGatekeeper
    let authenticator: Authenticator
    let metrics: MetricBook

    /// Answers one request.
    func respond(_ request: Request, _ context: HTTPContext) async -> Response {
        guard let connection = context.connection else { return Response(status: .serviceUnavailable) }
        let identity: Identity
        switch await gatekeeper.decide(request, context.fields) {
        case .refuse(let response): return response
        case .admit(let known): identity = known
        }
        let fields = context.fields
        let method = request.method.rawValue
        if let refusal = exchange.refusal(method: method, fields: fields) { return Response(refusal) }
        guard let body = await read(request, fields) else {
            metrics.add(to: .refusals, AthenaErrorCode.tooLarge.rawValue)
            return Response(HTTPExchange.tooLarge)
        }
        connection.bodyWasRead()
        let caller = AthenaMCP.Caller(id: CallerID(identity.principal), principal: identity)
        let message = HTTPExchangeRequest(method: method, fields: fields, body: body, caller: caller)
        return await carryOut(exchange.planAdmitted(message), for: identity, connection)
    }

    private func carryOut(_ plan: HTTPPlan, for identity: Identity, _ connection: HTTPConnection) async -> Response {
        switch plan {
        case .answer(let answer):
            return await deliverable(answer, connection)
        case .call(let call):
            return await deliverable(await self.answer(to: call, for: identity, connection), connection)
        case .stream(let stream):
            return Response(
                status: .init(code: stream.status),
                headers: HTTPTypes.HTTPFields(stream.headers),
                body: body(of: stream, for: identity, connection)
            )
        }
    }

    /// Does the work of a call; one that waits is cut short by its client, its credential and the end of the server.
    private func answer(to call: HTTPCall, for identity: Identity, _ connection: HTTPConnection) async -> HTTPAnswer {
        guard call.waits else { return await call.answer() }
        let watch = authenticator.watch(identity.principal) { connection.cut() }
        let answer = await finishing(call.isCancelledByDisconnect ? connection : nil) { await call.answer() }
        withExtendedLifetime(watch) {}
        return answer
    }

    /// The whole body, or nil when it is over the limit or breaks off.
    private func read(_ request: Request, _ fields: AthenaMCP.HTTPFields) async -> [UInt8]? {
        let limit = HTTPExchange.maximumBodyBytes
        if let length = fields.single("content-length").flatMap({ Int($0) }), length > limit { return nil }
        guard let buffer = try? await request.body.collect(upTo: limit) else { return nil }
        return Array(buffer.readableBytesView)
    }

    /// Does work that a vanished client and the end of the server cut short.
    private func finishing<Answer: Sendable>(
        _ connection: HTTPConnection?,
        _ work: @escaping @Sendable () async -> Answer
    ) async -> Answer {
        await withTaskGroup(of: Answer?.self) { group in
            group.addTask { await work() }
            if let connection {
                group.addTask {
                    await connection.gone.wait()
                    return nil
                }
            }
            group.addTask {
                // Cancelled when the work is done first; then nothing is left to be cut short.
                guard (try? await gracefulShutdown()) != nil else { return nil }
                try? await ContinuousClock().sleep(for: .seconds(1))
                return nil
            }
            while true {
                if let finished = await group.next() ?? nil {
                    group.cancelAll()
                    return finished
                }
                group.cancelAll()
            }
        }
    }
}

extension MCPEndpoint {
    /// An answer whose failure to arrive undoes what it stood for.
    private func deliverable(_ answer: HTTPAnswer, _ connection: HTTPConnection) async -> Response {
        guard let undo = answer.onUndelivered else { return Response(answer) }
        guard let ticket = connection.promise(undo) else {
            await undo()
            return Response(answer)
        }
        let body = ResponseBody(contentLength: answer.body.count) { writer in
            // Until here a client that leaves undoes its answer; from here on it is known whether it got it.
            let undo = connection.settle(ticket)
            let isDelivered = await Self.deliver(ByteBuffer(bytes: answer.body), through: &writer, connection)
            if !isDelivered { await undo?() }
            try await writer.finish(nil)
        }
        return Response(status: .init(code: answer.status), headers: HTTPTypes.HTTPFields(answer.headers), body: body)
    }

    /// Writes one piece of an answer; whether the system took it.
    ///
    /// A client may take the piece and leave before anybody asks: it has got it all the same, so that what was taken counts
    /// and not who is there.
    @concurrent private static func deliver(
        _ bytes: ByteBuffer,
        through writer: inout any ResponseBodyWriter,
        _ connection: HTTPConnection
    ) async -> Bool {
        let before = await connection.taken()
        guard (try? await writer.write(bytes)) != nil else { return await connection.taken() > before }
        if await connection.flushed() { return true }
        return await connection.taken() > before
    }

    /// A stream of events, written piece by piece by whoever asks for the body.
    private func body(of stream: HTTPStream, for identity: Identity, _ connection: HTTPConnection) -> ResponseBody {
        ResponseBody { writer in
            let watch = authenticator.watch(identity.principal) { connection.cut() }
            let (pieces, queue) = AsyncStream.makeStream(of: StreamPiece.self)
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await finishing(stream.isCancelledByDisconnect ? connection : nil) {
                        await stream.run { bytes in await StreamPiece.pass(bytes, through: queue) }
                    }
                    queue.finish()
                }
                for await piece in pieces {
                    piece.isWritten(await Self.deliver(ByteBuffer(bytes: piece.bytes), through: &writer, connection))
                }
            }
            withExtendedLifetime(watch) {}
            try await writer.finish(nil)
        }
    }
}

/// A piece of a stream on its way from the work to the writer of the body.
private struct StreamPiece: Sendable {
    let bytes: [UInt8]
    private let answer: CheckedContinuation<Bool, Never>

    /// Hands bytes to the writer and waits for what became of them.
    static func pass(_ bytes: [UInt8], through queue: AsyncStream<StreamPiece>.Continuation) async -> Bool {
        await withCheckedContinuation { answer in
            let piece = StreamPiece(bytes: bytes, answer: answer)
            if case .enqueued = queue.yield(piece) { return }
            answer.resume(returning: false)
        }
    }

    /// Says what became of the bytes.
    func isWritten(_ isWritten: Bool) { answer.resume(returning: isWritten) }
}
