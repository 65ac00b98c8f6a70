internal import AthenaCore

/// The blocks of 256 ids in which a project has tasks: how a list finds the tasks of a project among all others.
enum TaskBlock {
    /// The block of a task.
    static func number(of id: Int64) -> Int64 { id >> 8 }

    /// The tasks of the project $1, block by block; the order is that of ids where it is asked for as `order`.
    static let tasks: SQLText = """
         FROM task_blocks CROSS JOIN tasks ON id >= block << 8 AND id < (block + 1) << 8 WHERE owner = $1 AND project = $1
        """

    /// Notes that a project has tasks in a block.
    static let insert: SQLText = "INSERT INTO task_blocks(owner, block) VALUES ($1, $2) ON CONFLICT DO NOTHING"
}
