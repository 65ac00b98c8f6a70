internal import AthenaCore
internal import AthenaJSON

/// Checks the event log.
package struct VerifyAudit: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "verify_audit",
        "Recompute every hash of the project's event log and name the first event that does not fit; with limit a part, to "
            + "go on from with behind.",
        scope: .auditRead,
        toolset: nil,
        effect: .reads,
        input: [
            .optional("behind", .openObject(description: "where an earlier part ended: its sequence, hash and at")),
            .optional("limit", .integer(1...1_000_000)),
        ],
        output: .openObject([.required("intact", .boolean()), .required("checked", .integer())])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let verdict = try await context.orchestrator.verifyLog(
            behind: try arguments["behind"].map(Self.place),
            limit: arguments.int("limit") ?? .max,
            as: context.caller
        )
        return OperationAnswer(verdict.json)
    }

    /// Reads where an earlier part ended.
    private static func place(_ json: JSON) throws -> EventHead {
        guard let sequence = json["sequence"]?.integerValue, let at = json["at"]?.integerValue,
            let hash = json["hash"]?.stringValue.flatMap(Hex.bytes(of:))
        else {
            throw AthenaError.invalid(
                "behind has not sequence, hash and at.",
                next: "Give what the earlier part answered."
            )
        }
        return EventHead(sequence: sequence, hash: hash, at: at)
    }
}

extension EventAudit.Verdict {
    fileprivate var json: JSONObject {
        var json: JSONObject = ["intact": .bool(fault == nil), "checked": .integer(Int64(checked))]
        json["sequence"] = .integer(head.sequence)
        json["hash"] = .string(Hex.text(head.hash))
        json["at"] = .integer(head.at)
        if let fault {
            json["fault"] = .string(fault.what.rawValue)
            json["fault_at"] = .integer(fault.sequence)
        }
        return json
    }
}
