extension Orchestrator {
    /// The project of this name.
    ///
    /// - Parameter isMade: whether it is stored if it is new; otherwise a read sees it as an empty one, and the first
    ///   write that is not refused stores it.
    /// - Throws: `invalid_argument` for a name that is not 1 to 64 characters of letters, digits and `. _ -`.
    package func project(named name: String, isMade: Bool = true) async throws -> Project {
        if let known = projects.project(named: name) { return known }
        guard Project.isLegal(name) else {
            throw AthenaError.invalid(
                "The project name \(name.quotedForMessage) is not 1 to 64 characters of letters, digits and . _ -.",
                next: "Choose such a name, for example website."
            )
        }
        let stored = try await store.read { tx in try tx.project(named: name) }
        let project: Project
        if let stored {
            project = stored
        } else if !isMade {
            return Project.new(named: name)
        } else {
            project = try await store.write { tx in try tx.ensureProject(named: name) }
        }
        projects.remember(project)
        return project
    }

    /// Every project, by name.
    package func allProjects() async throws -> [Project] { try await store.read { tx in try tx.projects() } }
}

extension Project {
    /// Whether a name from outside can be a project's.
    package static func isLegal(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
