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
    let records = input.material.split(separator: UInt8(ascii: "\n")).prefix(64).compactMap { line in
        (try? JSON(parsing: Array(line)))?.objectValue
    }
    if choice % 2 == 0 {
        let format = BeadsFormat(skills: skills[choice / 2 % skills.count])
        let file = ImportedFile(records, format)
        for record in file.records { BeadsChecks.check(record, format) }
        PlanChecks.check(file)
        BeadsChecks.checkExport(file)
    } else {
        let file = ImportedFile(records, AthenaFormat())
        for record in file.records { AthenaChecks.check(record) }
        PlanChecks.check(file)
    }
    return 0
}

/// The records of a file that become tasks, and the plan of their edges.
struct ImportedFile {
    private(set) var records: [JSONObject] = []
    private(set) var outlines: [RecordOutline] = []
    private(set) var graph = RecordGraph()
    let plan: RecordPlan

    init(_ lines: [JSONObject], _ format: any RecordFormat) {
        // An import refuses such lines by their number: no database keeps the character.
        for line in lines where !JSON.object(line).containsNUL {
            let first = format.outline(of: line)
            guard case .record(let outline) = first else {
                if case .record = format.outline(of: line) { preconditionFailure("skipped, and then not") }
                continue
            }
            guard case .record(outline) = format.outline(of: line) else {
                preconditionFailure("two outlines of a record")
            }
            guard (try? graph.add(outline)) == true else { continue }
            records.append(line)
            outlines.append(outline)
        }
        plan = RecordPlanner.plan(graph)
    }
}

/// The plan of a file's edges.
enum PlanChecks {
    static func check(_ file: ImportedFile) {
        let plan = file.plan
        let count = file.graph.count
        let again = RecordPlanner.plan(file.graph)
        precondition(again.order == plan.order && again.unused == plan.unused, "one file, two plans")
        precondition(plan.order.sorted() == Array(0..<count), "the order is not one of all records")
        var places = Array(repeating: 0, count: count)
        for (place, record) in plan.order.enumerated() { places[record] = place }
        for record in 0..<count {
            let awaited = plan.dependencies[record] + plan.children[record]
            precondition(awaited.allSatisfy { places[$0] < places[record] }, "a record stands before what it waits for")
            precondition(Set(plan.dependencies[record]).count == plan.dependencies[record].count, "a wait is repeated")
            precondition(plan.dependencies[record].count <= TaskLimits.dependencies, "too many dependencies")
        }
        let children = plan.children.flatMap { $0 }
        precondition(Set(children).count == children.count, "a child with two parents")
        for (record, outline) in file.outlines.enumerated() { checkEdges(of: outline, at: record, file) }
        #if PLANTED_CRASH
            if plan.unused.contains(where: { $0.why == .selfReference }) { preconditionFailure("planted crash") }
        #endif
    }

    /// Each edge of a record holds something back, or is told with the reason why it does not.
    private static func checkEdges(of outline: RecordOutline, at record: Int, _ file: ImportedFile) {
        let told = Set(file.plan.unused(of: outline.id).map { RecordOutline.Edge(target: $0.target, kind: $0.kind) })
        for edge in outline.foreignEdges { precondition(told.contains(edge), "a foreign edge is not told") }
        for edge in outline.edges where !told.contains(edge) {
            guard let target = file.graph.ids.firstIndex(of: edge.target) else { preconditionFailure("dangles untold") }
            let isUsed =
                edge.kind == RecordOutline.Edge.parent
                ? file.plan.children[target].contains(record) : file.plan.dependencies[record].contains(target)
            precondition(isUsed, "an edge is neither used nor told")
        }
    }
}

/// Beads issues: every one that is no skipped line can be stored, and comes back as it was.
enum BeadsChecks {
    static func check(_ record: JSONObject, _ format: BeadsFormat) {
        let (task, losses) = format.task(of: record)
        let again = format.task(of: record)
        precondition(again.task == task && again.losses == losses, "one record, two tasks")
        precondition(task["metadata"]?["beads"] == .object(record), "a part of the record is lost")
        guard case .record(let outline) = format.outline(of: record) else { return }
        precondition(task["external_ref"]?.stringValue == outline.externalRef, "two names for one record")
        guard let stored = try? ImportedTask(reading: .object(task)) else {
            preconditionFailure("what was mapped cannot be stored")
        }
        precondition(stored.externalRef == outline.externalRef, "stored under another name")
        precondition(stored.request.content.utf8.count <= TaskLimits.content, "content over the limit")
        precondition((stored.request.title ?? "").utf8.count <= TaskLimits.title, "title over the limit")
        precondition(stored.request.labels.count <= TaskLimits.labels, "labels over the limit")
        precondition(stored.request.requirements.count <= TaskLimits.requirements, "requirements over the limit")
    }

    /// What nobody touched is exported as it came.
    static func checkExport(_ file: ImportedFile) {
        let format = BeadsFormat(skills: .none)
        let ids = Dictionary(uniqueKeysWithValues: file.plan.order.enumerated().map { ($1, "t\($0 + 1)") })
        var parents: [Int: Int] = [:]
        for (parent, children) in file.plan.children.enumerated() { for child in children { parents[child] = parent } }
        let tasks = file.records.indices.map { record -> JSON in
            var task = format.task(of: file.records[record]).task
            format.keep(file.plan.unused(of: file.graph.ids[record]), in: &task)
            task["id"] = ids[record].map { .string($0) }
            task["status"] = task["status"] ?? "pending"
            let dependencies = file.plan.dependencies[record].compactMap { ids[$0].map { JSON.string($0) } }
            if !dependencies.isEmpty { task["dependencies"] = .array(dependencies) }
            task["parent"] = parents[record].flatMap { ids[$0] }.map { .string($0) }
            return .object(task)
        }
        var export = BeadsExport()
        for task in tasks { export.learn(task) }
        for (record, task) in zip(file.records, tasks) {
            precondition(export.issue(for: task) == record, "an issue that nobody touched comes back changed")
        }
    }
}

/// Athena's own export: whatever the operation takes, it takes the same a second time.
enum AthenaChecks {
    static func check(_ record: JSONObject) {
        let format = AthenaFormat()
        let (task, losses) = format.task(of: record)
        precondition(losses.isEmpty, "an export in Athena's own form loses something")
        for name in ["_type", "id", "dependencies", "parent"] { precondition(task[name] == nil, "\(name) is sent") }
        guard case .record(let outline) = format.outline(of: record) else { return }
        precondition(task["external_ref"]?.stringValue == outline.externalRef, "two names for one record")
        precondition(!outline.externalRef.isEmpty, "a record without a name")
        // A record that was changed by hand may be refused, in words and as a whole.
        guard let stored = try? ImportedTask(reading: .object(task)) else { return }
        let again = try? ImportedTask(reading: .object(task))
        precondition(again == stored, "one record, two tasks")
        var sent = JSONObject()
        for member in record { sent[member.name] = member.value }
        sent["external_ref"] = .string(outline.externalRef)
        precondition(format.task(of: sent).task == task, "its name changes what a record becomes")
    }
}
