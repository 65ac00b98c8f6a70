internal import AthenaJSON

/// The creation of one batch: references are resolved and checked first, then everything is written.
struct BatchCreation {
    let work: UnitOfWork
    let requests: [TaskRequest]

    /// A reference that has been found.
    private enum Target: Hashable {
        case stored(AgentTask.ID)
        case batch(Int)
    }

    /// Checks everything, then writes everything.
    func run() throws -> [AgentTask] {
        guard requests.contains(where: \.namesOthers) else { return try createUnrelated() }
        let positions = try refPositions()
        let parents = try requests.map { request in
            try request.parent.map { try resolve($0, among: positions, as: "parent") }
        }
        let waits = try requests.enumerated().map { position, request in
            try Array(Set(request.dependencies)).map { try resolve($0, among: positions, as: "dependency") }
                .filter { !isChild($0, of: position, parents: parents) }
        }
        try refuseCycles(waits: waits, parents: parents)
        let stored = try storedTasks(waits: waits, parents: parents)
        try refuseStoredCycles(waits: waits, parents: parents)
        try requireGoalsAndReferences()
        return try write(waits: waits, parents: parents, stored: stored)
    }

    /// Most tasks name no other: there is nothing to resolve and no circle to look for.
    private func createUnrelated() throws -> [AgentTask] {
        _ = try refPositions()
        try requireGoalsAndReferences()
        return try write(
            waits: Array(repeating: [], count: requests.count),
            parents: Array(repeating: nil, count: requests.count),
            stored: [:]
        )
    }

    private func refPositions() throws -> [String: Int] {
        var positions: [String: Int] = [:]
        for (position, request) in requests.enumerated() {
            guard let ref = request.ref else { continue }
            guard positions.updateValue(position, forKey: ref) == nil else {
                throw AthenaError.invalid("Two tasks of this batch have the ref \(ref.quotedForMessage).")
            }
        }
        return positions
    }

    private func resolve(_ reference: TaskReference, among positions: [String: Int], as role: String) throws -> Target {
        switch reference {
        case .id(let id): return .stored(id)
        case .ref(let name):
            guard let position = positions[name] else {
                throw AthenaError(
                    .dependencyUnknown,
                    "The \(role) \(("#" + name).quotedForMessage) is not the ref of a task in this batch.",
                    next: "Give one task of the batch that ref, or use the id of a stored task."
                )
            }
            return .batch(position)
        }
    }

    /// A parent waits for its children already; a dependency on one of them would be a second wait for the same task.
    private func isChild(_ target: Target, of position: Int, parents: [Target?]) -> Bool {
        if case .batch(let other) = target { parents[other] == .batch(position) } else { false }
    }

    /// A task waits for its dependencies, a parent for its children.
    private func refuseCycles(waits: [[Target]], parents: [Target?]) throws {
        var graph = waits.map { targets in
            targets.compactMap { target in if case .batch(let position) = target { position } else { nil } }
        }
        for (child, parent) in parents.enumerated() {
            if case .batch(let position) = parent { graph[position].append(child) }
        }
        guard let cycle = BatchOrder.cycle(in: graph) else { return }
        throw AthenaError.cycle(cycle.map { requests[$0].ref.map { "#" + $0 } ?? "tasks[\($0)]" })
    }

    private func storedTasks(waits: [[Target]], parents: [Target?]) throws -> [AgentTask.ID: AgentTask] {
        var stored: [AgentTask.ID: AgentTask] = [:]
        var unknown: [AgentTask.ID] = []
        for case .stored(let id) in Set(waits.joined()) {
            if let task = try work.tx.task(id, in: work.project) { stored[id] = task } else { unknown.append(id) }
        }
        guard unknown.isEmpty else {
            let names = unknown.sorted().map(\.description).joined(separator: ", ")
            throw AthenaError(
                .dependencyUnknown,
                "There is no task \(names) in this project to depend on.",
                next: "Create it first, or leave it out of dependencies.",
                details: ["unknown": .array(unknown.sorted().map { .string($0.description) })]
            )
        }
        for case .stored(let id)? in Set(parents) {
            let parent = try work.requireTask(id)
            guard !parent.status.isTerminal else {
                throw AthenaError(
                    .illegalTransition,
                    "The parent \(id) is \(parent.status.rawValue) and takes no more children.",
                    next: "Create the task without a parent, or bring \(id) back with retry_task."
                )
            }
            stored[id] = parent
        }
        return stored
    }

    /// A new child makes its stored parent wait; nothing the child waits for may wait for that parent.
    private func refuseStoredCycles(waits: [[Target]], parents: [Target?]) throws {
        for (child, parent) in parents.enumerated() {
            guard case .stored(let parentID) = parent else { continue }
            for dependency in storedTargets(reachedFrom: child, waits: waits) {
                guard let path = try work.tx.path(from: dependency, to: parentID, bound: 10_000) else { continue }
                throw AthenaError.cycle([parentID.description, "the new child"] + path.dropLast().map(\.description))
            }
        }
    }

    private func storedTargets(reachedFrom start: Int, waits: [[Target]]) -> Set<AgentTask.ID> {
        var found: Set<AgentTask.ID> = []
        var seen: Set<Int> = [start]
        var open = [start]
        while let position = open.popLast() {
            for target in waits[position] {
                switch target {
                case .stored(let id): found.insert(id)
                case .batch(let next): if seen.insert(next).inserted { open.append(next) }
                }
            }
        }
        return found
    }

    private func requireGoalsAndReferences() throws {
        for goal in Set(requests.compactMap(\.goal)) where try work.tx.goal(goal, in: work.project) == nil {
            throw AthenaError.notFound("goal \(goal)", next: "Create it with create_goal, or leave goal out.")
        }
        var seen: Set<String> = []
        for reference in requests.compactMap(\.externalRef) {
            let existing = try work.tx.task(externalRef: reference, in: work.project)
            guard existing == nil, seen.insert(reference).inserted else {
                throw AthenaError.invalid(
                    "The external_ref \(reference.quotedForMessage) is taken by \(existing?.description ?? "this batch").",
                    next: "An external_ref names one task for ever; read that task, or choose another reference."
                )
            }
        }
    }

    private func write(
        waits: [[Target]],
        parents: [Target?],
        stored: [AgentTask.ID: AgentTask]
    ) throws -> [AgentTask] {
        var stored = stored
        var tasks: [AgentTask] = []
        var lateEdges: [(dependent: Int, dependency: Int)] = []
        for position in requests.indices {
            var known: [AgentTask.ID] = []
            for target in waits[position] {
                if let id = id(of: target, among: tasks) {
                    known.append(id)
                } else if case .batch(let other) = target {
                    lateEdges.append((position, other))
                }
            }
            let new = newTask(
                at: position,
                known: known,
                parent: parents[position].flatMap { id(of: $0, among: tasks) },
                waits: waits,
                parents: parents,
                stored: stored
            )
            try TaskMachine.requireBirth(in: new.placement.status)
            let task = try work.tx.insert(new)
            try work.expectCascade(on: task)
            tasks.append(task)
            try countDependents(of: known, in: &stored)
        }
        let ids = tasks.map(\.id)
        for edge in lateEdges {
            try work.tx.addEdge(from: ids[edge.dependent], to: ids[edge.dependency], isChild: false, isSatisfied: false)
        }
        try noteCreated(tasks, waits: waits, parents: parents)
        try adoptChildren(ids: ids, parents: parents)
        return tasks
    }

    /// The id of a reference, as soon as what it points to is stored.
    private func id(of target: Target, among tasks: [AgentTask]) -> AgentTask.ID? {
        switch target {
        case .stored(let id): id
        case .batch(let position): position < tasks.count ? tasks[position].id : nil
        }
    }

    /// Writes the events once every task has its id, so that each says all that its task waits for.
    private func noteCreated(_ tasks: [AgentTask], waits: [[Target]], parents: [Target?]) throws {
        for (position, stored) in tasks.enumerated() {
            var task = stored
            task.parent = parents[position].flatMap { id(of: $0, among: tasks) }
            try work.noteCreated(task, dependencies: waits[position].compactMap { id(of: $0, among: tasks) }.sorted())
        }
    }

    private func newTask(
        at position: Int,
        known: [AgentTask.ID],
        parent: AgentTask.ID?,
        waits: [[Target]],
        parents: [Target?],
        stored: [AgentTask.ID: AgentTask]
    ) -> NewTask {
        let request = requests[position]
        let satisfied = known.filter { id in stored[id].map { request.isSatisfied(by: $0.status) } ?? false }
        let children = parents.count { $0 == .batch(position) }
        let unmet = waits[position].count - satisfied.count + children
        let placement = Placement.of(
            unmet: unmet,
            timerAt: request.runAfter,
            priority: request.priority,
            orderKey: nil,
            now: work.now
        )
        var task = request.newTask(in: work.project, placement: placement, caller: work.caller, at: work.now.wall)
        task.unmet = unmet
        task.dependents = waits.count { $0.contains(.batch(position)) } + (parents[position] == nil ? 0 : 1)
        task.dependencies = known
        task.satisfied = Set(satisfied)
        task.parent = parent
        return task
    }

    private func countDependents(of ids: [AgentTask.ID], in stored: inout [AgentTask.ID: AgentTask]) throws {
        for id in ids {
            guard let task = stored[id] else { continue }
            stored[id] = try work.addDependent(to: task)
        }
    }

    /// Ties children to their parents once all have ids.
    private func adoptChildren(ids: [AgentTask.ID], parents: [Target?]) throws {
        for (position, parent) in parents.enumerated() {
            switch parent {
            case nil: continue
            case .batch(let other):
                if other > position { try work.setParent(ids[other], of: ids[position]) }
                try work.tx.addEdge(from: ids[other], to: ids[position], isChild: true, isSatisfied: false)
            case .stored(let id): try work.adopt(child: ids[position], by: id)
            }
        }
    }
}

extension AthenaError {
    /// A circle of waiting tasks, named in order.
    package static func cycle(_ names: [String]) -> AthenaError {
        let first = names.first.map { [$0] } ?? []
        return AthenaError(
            .dependencyCycle,
            "These tasks would wait for each other for ever: \((names + first).joined(separator: " -> ")).",
            next: "Remove one of these dependencies.",
            details: ["cycle": .array(names.map { .string($0) })]
        )
    }
}
