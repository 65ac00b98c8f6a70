internal import AthenaCore
internal import AthenaJSON
internal import AthenaOperations

/// The import of a file of records: one reading for names and edges, one that sends tasks, each behind what it waits for.
///
/// Between the two only names, edges and places are kept, so that a file may be larger than memory.
struct RecordImport {
    private let file: LineFile
    private let format: any RecordFormat
    private var graph = RecordGraph()
    private var places: [LineFile.Place] = []
    private var summary: ImportSummary

    /// Prepares to import a file.
    init(_ file: LineFile, as format: any RecordFormat) {
        self.file = file
        self.format = format
        summary = ImportSummary()
    }

    /// Reads, plans and sends; or, for a dry run, only says what would be done.
    mutating func run(_ session: Session, isDryRun: Bool) async throws -> ImportSummary {
        try survey()
        let plan = RecordPlanner.plan(graph)
        summary.take(graph, plan)
        if isDryRun {
            try await rehearse(plan, session)
        } else {
            try await send(plan, session)
        }
        return summary
    }

    private mutating func survey() throws {
        try file.forEach { place, bytes in
            switch format.outline(of: try RecordReading.object(bytes, line: place.number)) {
            case .skipped(let id, let why): summary.skip(id, why, line: place.number)
            case .record(let outline):
                if try graph.add(outline) {
                    places.append(place)
                } else {
                    summary.skip(outline.id, .duplicate, line: place.number)
                }
            }
        }
    }

    /// The task of a record with its ties.
    private func task(_ position: Int, _ plan: RecordPlan) throws -> (task: JSON, losses: Set<RecordLoss>) {
        let place = places[position]
        let record = try RecordReading.object(try file.line(at: place), line: place.number)
        guard case .record(let outline) = format.outline(of: record), outline.id == graph.ids[position] else {
            throw file.changed(at: place)
        }
        var (task, losses) = format.task(of: record)
        format.keep(plan.unused(of: outline.id), in: &task)
        task.set("dependencies", plan.dependencies[position].map { graph.externalRefs[$0] })
        task.set("children", plan.children[position].map { graph.externalRefs[$0] })
        return (.object(task), losses)
    }

    private mutating func send(_ plan: RecordPlan, _ session: Session) async throws {
        var bar = ProgressBar("Importing", of: plan.order.count)
        var batch = ImportBatch()
        defer { bar.finish() }
        for (done, position) in plan.order.enumerated() {
            let (task, losses) = try task(position, plan)
            summary.take(task, losses)
            guard !batch.add(task) else { continue }
            try await flush(&batch, session)
            bar.move(to: done)
            _ = batch.add(task)
        }
        try await flush(&batch, session)
    }

    private mutating func flush(_ batch: inout ImportBatch, _ session: Session) async throws {
        guard !batch.isEmpty else { return }
        let answer = try await session.call("import_tasks", ["tasks": .array(batch.tasks)])
        summary.created += Int(clamping: answer["created"]?.integerValue ?? 0)
        summary.unchanged += Int(clamping: answer["unchanged"]?.integerValue ?? 0)
        batch = ImportBatch()
    }

    /// Maps everything and sends nothing; what is there already is found by reading the project.
    private mutating func rehearse(_ plan: RecordPlan, _ session: Session) async throws {
        for position in plan.order {
            let (task, losses) = try task(position, plan)
            summary.take(task, losses)
        }
        let wanted = Set(graph.externalRefs)
        var known = 0
        try await ExportPages(session).forEach { record in
            if let ref = record["external_ref"]?.stringValue, wanted.contains(ref) { known += 1 }
        }
        summary.unchanged = known
        summary.created = graph.count - known
    }
}
