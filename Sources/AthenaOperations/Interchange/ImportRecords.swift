internal import AthenaCore
internal import AthenaJSON

/// Stores what was made elsewhere.
package struct ImportRecords: Operation {
    /// The operation.
    package init() {}

    package let declaration = OperationDeclaration(
        "import_records",
        "Import up to 500 records of an export, all or nothing; ties name external references that are stored or come "
            + "earlier. What is there already stays as it is. A task that was leased comes back open, its attempt released.",
        scope: .tasksAdmin,
        toolset: nil,
        effect: .settles,
        input: ImportAnswer.input,
        output: ImportAnswer.output
    )

    package func call(_ arguments: Arguments, _ context: CallContext) async throws -> OperationAnswer {
        let batch = try ImportedRecord.batch(arguments["records"]?.arrayValue ?? [])
        return ImportAnswer.answer(try await context.orchestrator.importRecords(batch, as: context.caller))
    }
}
