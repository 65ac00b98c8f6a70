import AthenaJSON

@testable import AthenaCore
@testable import AthenaOperations

/// A file of records, one a line. What an import makes of a record is always the same, loses nothing of it and is taken
/// by the operation that stores it; the plan of the edges accounts for each edge and waits in no circle; an export that
/// nobody touched is the file that was imported.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzImporters(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    var input = unsafe FuzzInput(start, count, decisions: 1)
    let skills: [SkillSource] = [.none, .type, .label(prefix: "skill:")]
    let choice = Int(input.decide())
    // An import refuses a line with NUL by its number: no database keeps the character.
    let lines = input.material.split(separator: UInt8(ascii: "\n")).prefix(64).compactMap { line in
        (try? JSON(parsing: Array(line)))?.objectValue
    }.filter { !JSON.object($0).containsNUL }
    if choice % 2 == 0 {
        let file = SurveyedFile(lines, BeadsFormat(skills: skills[choice / 2 % skills.count]))
        PlanChecks.check(file)
        BeadsChecks.check(file)
    } else {
        let file = SurveyedFile(lines, AthenaFormat())
        PlanChecks.check(file)
        AthenaChecks.check(file)
    }
    return 0
}

/// A file that was read twice, as an import reads it.
struct SurveyedFile {
    /// What a line becomes that is sent.
    struct Sent {
        let line: JSONObject
        let record: JSON
        /// The place of a task among the tasks of the file.
        let position: Int?
    }

    let sequence: RecordSequence
    /// The names and edges of the tasks, in the order of the file.
    private(set) var outlines: [Int: RecordOutline] = [:]
    private(set) var sent: [Sent] = []

    init(_ lines: [JSONObject], _ format: any RecordFormat) {
        var survey = RecordSurvey(format)
        for (place, line) in lines.enumerated() {
            do { _ = try survey.take(line, at: place) } catch { preconditionFailure("a short file is too large") }
        }
        sequence = survey.sequence()
        for step in sequence.steps {
            let line = lines[step.place]
            let position = step.kind == .task ? step.position : nil
            if let position, case .record(let outline) = format.outline(of: line) { outlines[position] = outline }
            switch (sequence.outcome(of: step, from: line), sequence.outcome(of: step, from: line)) {
            case (.record(let record, let losses), .record(let again, let lossesAgain)):
                precondition(record == again && losses == lossesAgain, "one line, two records")
                sent.append(Sent(line: line, record: record, position: position))
            case (.skipped(let why), .skipped(let whyAgain)):
                precondition(why == whyAgain && position == nil, "a task is surveyed and then skipped")
            default: preconditionFailure("a line is not the one that was surveyed")
            }
        }
    }
}

/// The plan of a file's edges.
enum PlanChecks {
    static func check(_ file: SurveyedFile) {
        let (graph, plan) = (file.sequence.graph, file.sequence.plan)
        precondition(plan.order.sorted() == Array(0..<graph.count), "the order is not one of all records")
        precondition(file.sent.compactMap(\.position) == plan.order, "the tasks are not sent in the order of the plan")
        var places = Array(repeating: 0, count: graph.count)
        for (place, record) in plan.order.enumerated() { places[record] = place }
        for record in 0..<graph.count {
            let awaited = plan.dependencies[record] + plan.children[record]
            precondition(awaited.allSatisfy { places[$0] < places[record] }, "a record stands before what it waits for")
            precondition(Set(plan.dependencies[record]).count == plan.dependencies[record].count, "a wait is repeated")
            precondition(plan.dependencies[record].count <= TaskLimits.dependencies, "too many dependencies")
        }
        let children = plan.children.flatMap { $0 }
        precondition(Set(children).count == children.count, "a child with two parents")
        for (record, outline) in file.outlines { checkEdges(of: outline, at: record, file.sequence) }
        #if PLANTED_CRASH
            if plan.unused.contains(where: { $0.why == .selfReference }) { preconditionFailure("planted crash") }
        #endif
    }

    /// Each edge of a record holds something back, or is told with the reason why it does not.
    private static func checkEdges(of outline: RecordOutline, at record: Int, _ sequence: RecordSequence) {
        let plan = sequence.plan
        let told = Set(plan.unused(of: outline.id).map { RecordOutline.Edge(target: $0.target, kind: $0.kind) })
        for edge in outline.foreignEdges { precondition(told.contains(edge), "a foreign edge is not told") }
        for edge in outline.edges where !told.contains(edge) {
            guard let target = sequence.graph.ids.firstIndex(of: edge.target) else {
                preconditionFailure("dangles untold")
            }
            let isUsed =
                edge.kind == RecordOutline.Edge.parent
                ? plan.children[target].contains(record) : plan.dependencies[record].contains(target)
            precondition(isUsed, "an edge is neither used nor told")
        }
    }
}

/// Beads issues: every one that is no skipped line can be stored, and comes back as it was.
enum BeadsChecks {
    static func check(_ file: SurveyedFile) {
        for sent in file.sent { check(sent, in: file) }
        checkExport(file)
    }

    private static func check(_ sent: SurveyedFile.Sent, in file: SurveyedFile) {
        precondition(sent.record["metadata"]?["beads"] == .object(sent.line), "a part of the record is lost")
        guard case .task(let task)? = try? ImportedRecord(reading: sent.record) else {
            preconditionFailure("what was mapped cannot be stored")
        }
        let outline = sent.position.flatMap { file.outlines[$0] }
        precondition(task.externalRef == outline?.externalRef, "stored under another name")
        precondition(task.request.content.utf8.count <= TaskLimits.content, "content over the limit")
        precondition((task.request.title ?? "").utf8.count <= TaskLimits.title, "title over the limit")
        precondition(task.request.labels.count <= TaskLimits.labels, "labels over the limit")
        precondition(task.request.requirements.count <= TaskLimits.requirements, "requirements over the limit")
    }

    /// What nobody touched is exported as it came.
    private static func checkExport(_ file: SurveyedFile) {
        let refs = file.sequence.graph.externalRefs
        let order = file.sequence.plan.order.enumerated()
        let ids = Dictionary(uniqueKeysWithValues: order.map { (refs[$1], "t\($0 + 1)") })
        var parents: [String: String] = [:]
        for (parent, children) in file.sequence.plan.children.enumerated() {
            for child in children { parents[refs[child]] = refs[parent] }
        }
        let tasks = file.sent.map { sent -> JSON in
            var task = sent.record.objectValue ?? [:]
            let name = task["external_ref"]?.stringValue ?? ""
            let waits = (task["dependencies"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap { ids[$0] } }
            task["id"] = ids[name].map { .string($0) }
            task["status"] = task["status"] ?? "pending"
            task["children"] = nil
            task["dependencies"] = waits.isEmpty ? nil : .array(waits.map { .string($0) })
            task["parent"] = parents[name].flatMap { ids[$0] }.map { .string($0) }
            return .object(task)
        }
        var export = BeadsExport()
        for task in tasks { export.learn(task) }
        for (sent, task) in zip(file.sent, tasks) {
            precondition(export.issue(for: task) == sent.line, "an issue that nobody touched comes back changed")
        }
    }
}

/// Athena's own export: whatever the operation takes, it takes the same a second time.
enum AthenaChecks {
    static func check(_ file: SurveyedFile) {
        for sent in file.sent {
            if let position = sent.position {
                for name in ["id", "parent"] { precondition(sent.record[name] == nil, "\(name) is sent") }
                let name = sent.record["external_ref"]?.stringValue
                precondition(name == file.outlines[position]?.externalRef, "two names for one record")
                precondition(name?.isEmpty == false, "a record without a name")
            }
            // A record that was changed by hand may be refused, in words and as a whole.
            guard let stored = try? ImportedRecord(reading: sent.record) else { continue }
            precondition((try? ImportedRecord(reading: sent.record)) == stored, "one record, two things")
        }
    }
}
