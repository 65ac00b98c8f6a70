import AthenaJSON

extension MCPServer {
    /// Refuses a batch where batches do not exist: they came with 2025-03-26 and went with the next revision.
    func checkBatch(_ elements: [IncomingMessage], from context: TransportContext) throws(ProtocolError) {
        guard !elements.isEmpty, elements.count <= Self.maximumBatch else {
            throw ProtocolError(.invalidRequest, "A batch must have 1 to \(Self.maximumBatch) messages")
        }
        if let fields = context.fields, fields.namesModernVersion { throw Self.noBatches }
        guard try session(in: context).revision == .v2025_03_26 else { throw Self.noBatches }
    }

    private static let noBatches = ProtocolError(.invalidRequest, "Batches exist in revision 2025-03-26 only")

    /// Takes one element through its checks; what may not be part of a batch is refused by itself.
    func prepareElement(_ element: IncomingMessage, from context: TransportContext) -> PreparedMessage.Item {
        if case .request(let request) = element {
            let isHandshake = request.method == Method.initialize.rawValue
            if isHandshake || RequestEnvelope.isPresent(in: request.params) {
                let error = ProtocolError(.invalidRequest, "This request must not be part of a batch")
                return .ready(.refusal(error, for: request.id, in: .v2025_03_26))
            }
        }
        return prepare(element, from: context)
    }
}
