internal import AthenaCore
internal import AthenaJSON

/// What `import_records` and `preview_import` take and answer.
enum ImportAnswer {
    static let input: [JSONSchema.Property] = [.required("records", .array(of: .openObject(), 1...TaskLimits.batch))]
    static let output = JSONSchema.object([
        .required("records", .array(of: .openObject([.required("_type", .string()), .required("new", .boolean())]))),
        .required("created", .integer()),
        .required("unchanged", .integer()),
    ])

    static func answer(_ outcomes: [ImportOutcome]) -> OperationAnswer {
        let created = outcomes.count(where: \.isNew)
        let records = outcomes.map { outcome in
            var json: JSONObject = ["_type": .string(outcome.kind.rawValue), "new": .bool(outcome.isNew)]
            json["name"] = outcome.name.map { .string($0) }
            return JSON.object(json)
        }
        return OperationAnswer([
            "records": .array(records),
            "created": .integer(Int64(created)),
            "unchanged": .integer(Int64(outcomes.count - created)),
        ])
    }
}
