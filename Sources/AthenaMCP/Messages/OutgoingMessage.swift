import AthenaJSON

/// The three messages that a server writes, each as one line of compact JSON.
enum OutgoingMessage {
    /// The answer to a request that was served.
    static func result(_ result: JSONObject, for id: RequestID) -> [UInt8] {
        JSON.object(["jsonrpc": "2.0", "id": id.json, "result": .object(result)]).bytes
    }

    /// The answer to a request that was refused; the id is null only when it could not be read.
    static func error(_ error: ProtocolError, for id: RequestID?, in revision: ProtocolRevision) -> [UInt8] {
        let identifier = id?.json ?? .null
        return JSON.object(["jsonrpc": "2.0", "id": identifier, "error": error.json(for: revision)]).bytes
    }

    /// Something that belongs to a request still in flight.
    static func notification(_ method: String, _ params: JSONObject) -> [UInt8] {
        JSON.object(["jsonrpc": "2.0", "method": .string(method), "params": .object(params)]).bytes
    }

    /// Joins answers into the array that a batch asks for.
    static func batch(_ messages: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        for (index, message) in messages.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: message)
        }
        bytes.append(UInt8(ascii: "]"))
        return bytes
    }
}
