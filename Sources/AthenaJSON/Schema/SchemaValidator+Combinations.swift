extension SchemaValidator {
    mutating func check(_ value: JSON, _ combination: SchemaCombination, _ schemas: [JSONSchema]) {
        switch combination {
        case .allOf:
            for schema in schemas where !isDone { check(value, schema) }
        case .anyOf:
            for schema in schemas {
                if meets(value, schema) { return }
            }
            explain(value, combination, schemas)
        case .oneOf:
            var matches = 0
            for schema in schemas where meets(value, schema) { matches += 1 }
            if matches == 0 { explain(value, combination, schemas) }
            guard matches > 1 else { return }
            report("oneOf") {
                "\($0.subject) fits \(matches) of its forms and must fit one; leave out what is of another"
            }
        }
    }

    /// Says why none of the alternatives fits: what is wrong by the one that was probably meant.
    private mutating func explain(_ value: JSON, _ combination: SchemaCombination, _ schemas: [JSONSchema]) {
        if isQuiet { return report(combination.rawValue) { _ in "" } }
        let ranked = schemas.map { Candidate(findings(value, $0), at: place) }
        let count = schemas.count
        guard let best = ranked.min(by: { $0.rank < $1.rank }), best.rank < Candidate.wrongKind else {
            let kinds = commonKinds(of: schemas)
            return report(combination.rawValue) { place in
                kinds.isEmpty ? place.noForm(count, nil) : place.wrongKind(value, wanted: kinds)
            }
        }
        if ranked.count(where: { $0.rank == best.rank }) == 1 { return adopt(best.found) }
        report(combination.rawValue) { $0.noForm(count, best.found.first?.message) }
    }

    /// All kinds that some schemas take, empty when one of them does not say.
    private func commonKinds(of schemas: [JSONSchema]) -> [SchemaKind] {
        let all = schemas.map { kinds(of: $0) }
        if all.contains([]) { return [] }
        return all.reduce(into: []) { known, kinds in
            known += kinds.filter { !known.contains($0) }
        }
    }

    /// The kinds a schema asks for at its top, through references.
    private func kinds(of schema: JSONSchema) -> [SchemaKind] {
        for keyword in schema.keywords {
            if case .kinds(let kinds) = keyword { return kinds }
            if case .reference(let reference) = keyword, let target = target(of: reference) {
                for case .kinds(let kinds) in target.keywords { return kinds }
            }
        }
        return []
    }
}

/// What is wrong with a value by one of its alternatives, and how far off it is.
private struct Candidate {
    /// The rank of an alternative for values of another kind.
    static let wrongKind = 1_000_000

    let found: [SchemaViolation]
    /// The fewer findings the closer; a constant that differs marks the value as another alternative.
    let rank: Int

    init(_ found: [SchemaViolation], at place: SchemaPlace) {
        self.found = found
        let pointer = place.pointer
        let isWrongKind = found.contains { $0.keyword == "type" && $0.path == pointer }
        rank = isWrongKind ? Self.wrongKind : 1_000 * found.count { $0.keyword == "const" } + found.count
    }
}

extension SchemaPlace {
    fileprivate func noForm(_ count: Int, _ closest: String?) -> String {
        "\(subject) has none of its \(count) accepted forms" + (closest.map { "; for one of them \($0)" } ?? "")
    }
}
