internal import AthenaCore
internal import AthenaJSON
internal import AthenaOperations

/// The import of a file of records: one reading for names and edges, one that sends each record behind what it names.
///
/// Between the two only names, edges and places are kept, so that a file may be larger than memory.
struct RecordImport {
    private let file: LineFile
    private let format: any RecordFormat
    private var places: [LineFile.Place] = []
    private var summary = ImportSummary()

    /// Prepares to import a file.
    init(_ file: LineFile, as format: any RecordFormat) {
        self.file = file
        self.format = format
    }

    /// Reads, plans and sends; for a dry run everything is checked by the server and nothing stored.
    mutating func run(_ session: Session, isDryRun: Bool) async throws -> ImportSummary {
        let sequence = try survey()
        summary.take(sequence)
        try await send(sequence, with: isDryRun ? "preview_import" : "import_records", session)
        return summary
    }

    private mutating func survey() throws -> RecordSequence {
        var survey = RecordSurvey(format)
        try file.forEach { place, bytes in
            let record = try RecordReading.object(bytes, line: place.number)
            if let skipped = try survey.take(record, at: places.count) {
                summary.skip(skipped.id, skipped.why, line: place.number)
            }
            places.append(place)
        }
        return survey.sequence()
    }

    private mutating func send(_ sequence: RecordSequence, with operation: String, _ session: Session) async throws {
        var bar = ProgressBar("Importing", of: sequence.steps.count)
        var batch = ImportBatch()
        defer { bar.finish() }
        for (done, step) in sequence.steps.enumerated() {
            let place = places[step.place]
            let line = try RecordReading.object(try file.line(at: place), line: place.number)
            switch sequence.outcome(of: step, from: line) {
            case .changed: throw file.changed(at: place)
            case .skipped(let why): summary.skip(step.kind.rawValue, why, line: place.number)
            case .record(let record, let losses):
                summary.take(record, step.kind, losses)
                guard !batch.add(record, line: place.number) else { continue }
                try await flush(&batch, with: operation, session)
                bar.move(to: done)
                _ = batch.add(record, line: place.number)
            }
        }
        try await flush(&batch, with: operation, session)
    }

    private mutating func flush(
        _ batch: inout ImportBatch,
        with operation: String,
        _ session: Session
    ) async throws {
        guard !batch.isEmpty else { return }
        do {
            let answer = try await session.call(operation, ["records": .array(batch.records)])
            summary.take(answer)
        } catch let error as AthenaError {
            throw batch.located(error)
        }
        batch = ImportBatch()
    }
}
