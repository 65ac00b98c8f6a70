/// Checks one value against one schema.
///
/// The work is bounded by steps, not by time, so that the same value always has the same answer. Findings are collected
/// for people; where only yes or no is asked (the branches of `anyOf`, `not`) it runs quietly and stops at the first.
struct SchemaValidator {
    private static let maxDepth = 256
    private static let maxReferences = 32

    let root: JSONSchema
    private let limit: Int
    private var steps = 1_000_000
    private var depth = 0
    private(set) var place = SchemaPlace()
    private var violations: [SchemaViolation] = []
    private var failures = 0
    private(set) var isQuiet = false
    private var isExhausted = false

    init(root: JSONSchema, limit: Int) {
        self.root = root
        self.limit = limit
    }

    mutating func run(_ value: JSON) -> [SchemaViolation] {
        check(value, root)
        guard isExhausted else { return violations }
        let message = "the value is too complex to check against its schema; send a smaller one"
        return violations.prefix(limit - 1) + [SchemaViolation(path: "", keyword: "", message: message)]
    }

    /// Whether a value is right, without looking for words.
    mutating func accepts(_ value: JSON) -> Bool {
        meets(value, root) && !isExhausted
    }

    /// Whether enough is known: the first failure where only yes or no was asked, or as many as were wanted.
    var isDone: Bool {
        isExhausted || (isQuiet ? failures > 0 : violations.count >= limit)
    }

    /// Takes work from what is left; false when there is none.
    mutating func spend(_ work: Int) -> Bool {
        steps -= work
        if steps < 0 { isExhausted = true }
        return !isExhausted
    }

    /// Notes a failure at the current place; the message is only made where somebody reads it.
    mutating func report(_ keyword: String, _ message: (SchemaPlace) -> String) {
        failures += 1
        guard !isQuiet, violations.count < limit else { return }
        violations.append(SchemaViolation(path: place.pointer, keyword: keyword, message: message(place)))
    }

    /// Checks a part of the value one step further down.
    mutating func check(_ value: JSON, _ schema: JSONSchema, at step: SchemaPlace.Step) {
        place.enter(step)
        check(value, schema)
        place.leave()
    }

    /// Checks the value at the current place.
    mutating func check(_ value: JSON, _ schema: JSONSchema) {
        guard depth < Self.maxDepth else {
            isExhausted = true
            return
        }
        depth += 1
        defer { depth -= 1 }
        guard spend(1) else { return }
        for keyword in schema.keywords {
            let before = failures
            check(value, keyword, of: schema)
            if isDone { return }
            // What else is wrong with a value of the wrong kind says nothing new.
            if case .kinds = keyword, failures > before { return }
        }
    }

    /// Whether the value at the current place meets a schema.
    mutating func meets(_ value: JSON, _ schema: JSONSchema) -> Bool {
        let before = (isQuiet, failures)
        isQuiet = true
        failures = 0
        check(value, schema)
        let result = failures == 0
        (isQuiet, failures) = before
        return result
    }

    /// What is wrong with the value at the current place, without noting it.
    mutating func findings(_ value: JSON, _ schema: JSONSchema) -> [SchemaViolation] {
        let before = (violations, failures, isQuiet)
        (violations, failures, isQuiet) = ([], 0, false)
        check(value, schema)
        let result = violations
        (violations, failures, isQuiet) = before
        return result
    }

    /// Notes failures found by ``findings(_:_:)``.
    mutating func adopt(_ found: [SchemaViolation]) {
        failures += 1
        guard !isQuiet else { return }
        violations += found.prefix(max(0, limit - violations.count))
    }

    /// Follows references that lead to references; nil where they lead in a circle.
    func target(of reference: SchemaReference) -> JSONSchema? {
        var target = root.resolved(reference)
        for _ in 0..<Self.maxReferences {
            guard case .reference(let next)? = target?.keywords.first, target?.keywords.count == 1 else {
                return target
            }
            target = root.resolved(next)
        }
        return nil
    }
}
