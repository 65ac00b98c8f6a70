internal import AthenaCore
internal import AthenaJSON

/// Checks the event log.
package struct VerifyAudit: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "verify_audit",
        "Recompute every hash of the project's event log and name the first event that does not fit.",
        scope: .auditRead,
        toolset: nil,
        effect: .reads,
        input: [],
        output: .openObject([.required("intact", .boolean()), .required("checked", .integer())])
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        OperationAnswer(try await context.orchestrator.verifyLog(as: context.caller).json)
    }
}

extension EventAudit.Verdict {
    fileprivate var json: JSONObject {
        var json: JSONObject = ["intact": .bool(fault == nil), "checked": .integer(Int64(checked))]
        json["sequence"] = .integer(head.sequence)
        json["hash"] = .string(Hex.text(head.hash))
        if let fault {
            json["fault"] = .string(fault.what.rawValue)
            json["fault_at"] = .integer(fault.sequence)
        }
        return json
    }
}
