/// A place in the value being checked: the steps from the value itself down to a part of it.
struct SchemaPlace: Sendable {
    /// One step from a value to a part of it.
    enum Step: Sendable {
        case name(String)
        case item(Int)
    }

    private(set) var steps: [Step] = []

    mutating func enter(_ step: Step) {
        steps.append(step)
    }

    mutating func leave() {
        steps.removeLast()
    }

    /// The place as a JSON pointer.
    var pointer: String {
        steps.map { step in
            switch step {
            case .name(let name): "/\(name.escapedForPointer)"
            case .item(let item): "/\(item)"
            }
        }.joined()
    }

    /// How messages call it, such as `'tasks[3].title'`.
    var subject: String {
        steps.isEmpty ? "the value" : "'\(label)'"
    }

    /// The place behind a preposition, or nothing at the top.
    var location: String {
        steps.isEmpty ? "" : " in '\(label)'"
    }

    private var label: String {
        var label = ""
        for step in steps {
            switch step {
            case .name(let name): label += (label.isEmpty ? "" : ".") + name.excerpt
            case .item(let item): label += "[\(item)]"
            }
        }
        return label
    }
}
