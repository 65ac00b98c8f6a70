/// A shortest path between two entities, edges taken in either direction.
package enum GraphPath: Sendable, Hashable {
    /// The edges in order; empty from an entity to itself.
    case found([Relation])
    /// Everything that can be reached was looked at.
    case none
    /// Given up after so many entities; there may be a path beyond.
    case givenUp(visited: Int)

    /// Searches breadth first.
    ///
    /// - Parameters:
    ///   - bound: how many entities may be looked at.
    ///   - relations: the edges at an entity in both directions.
    package static func shortest(
        from start: Entity,
        to target: Entity,
        bound: Int,
        relations: (Entity) throws -> [Relation]
    ) rethrows -> GraphPath {
        guard start != target else { return .found([]) }
        var arrivals: [Entity: Arrival] = [:]
        var queue = [start]
        var visited = 0
        while visited < queue.count {
            guard visited < bound else { return .givenUp(visited: visited) }
            let entity = queue[visited]
            visited += 1
            for relation in try relations(entity) {
                let next = relation.from == entity ? relation.to : relation.from
                guard next != start, arrivals[next] == nil else { continue }
                arrivals[next] = Arrival(before: entity, by: relation)
                if next == target { return .found(trace(to: target, arrivals)) }
                queue.append(next)
            }
        }
        return .none
    }

    private struct Arrival {
        let before: Entity
        let by: Relation
    }

    private static func trace(to target: Entity, _ arrivals: [Entity: Arrival]) -> [Relation] {
        var path: [Relation] = []
        var entity = target
        while let arrival = arrivals[entity] {
            path.append(arrival.by)
            entity = arrival.before
        }
        return path.reversed()
    }
}
