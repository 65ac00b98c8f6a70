internal import AthenaCore
internal import AthenaJSON

/// Says what an import would do.
package struct PreviewImport: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "preview_import",
        "Check records as import_records takes them, and say which are there already; nothing is changed.",
        scope: .tasksAdmin,
        toolset: nil,
        effect: .reads,
        input: ImportAnswer.input,
        output: ImportAnswer.output
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let batch = try ImportedRecord.batch(arguments["records"]?.arrayValue ?? [])
        return ImportAnswer.answer(try await context.orchestrator.previewImport(batch, as: context.caller))
    }
}
