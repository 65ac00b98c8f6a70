/// The members of a JSON object in the order in which they were written.
///
/// Names are compared as UTF-8 bytes, and looked up one after the other: objects in messages are small, and keeping the
/// order keeps every answer byte for byte the same.
public struct JSONObject: Sendable, Hashable {
    /// One name and its value.
    public struct Member: Sendable {
        /// The name, compared as UTF-8 bytes.
        public var name: String
        /// The value.
        public var value: JSON

        /// Joins a name and a value.
        public init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// All members in order.
    public private(set) var members: [Member]

    /// An object without members.
    public init() {
        members = []
    }

    /// Takes members that are known to have different names.
    init(uniqueMembers: [Member]) {
        members = uniqueMembers
    }

    /// Takes pairs in order; of two with one name the later value stays, in the place of the earlier.
    public init(_ pairs: some Sequence<(String, JSON)>) {
        self.init()
        members.reserveCapacity(pairs.underestimatedCount)
        for (name, value) in pairs { self[name] = value }
    }

    /// The names in order.
    public var names: [String] {
        members.map(\.name)
    }

    /// The value of the member with this name.
    ///
    /// Setting replaces in place or appends; setting nil removes. To store the literal `null` set `.some(.null)` or
    /// `JSON.null`.
    public subscript(name: String) -> JSON? {
        get {
            guard let position = position(of: name) else { return nil }
            return members[position].value
        }
        set {
            switch (position(of: name), newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): members.remove(at: position)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Adds a member at the end without looking whether the name is taken, so that building stays linear.
    ///
    /// A name given twice makes an object that this package writes but refuses to read: use the subscript where the
    /// names come from outside.
    public mutating func append(_ name: String, _ value: JSON) {
        members.append(Member(name: name, value: value))
    }

    private func position(of name: String) -> Int? {
        for place in members.indices where members[place].name.hasSameBytes(as: name) { return place }
        return nil
    }
}

extension JSONObject.Member: Hashable {
    /// Whether the names are the same bytes and the values are equal.
    public static func == (left: JSONObject.Member, right: JSONObject.Member) -> Bool {
        left.name.hasSameBytes(as: right.name) && left.value == right.value
    }

    /// Feeds name and value to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ByteString(name))
        hasher.combine(value)
    }
}

extension JSONObject: RandomAccessCollection {
    /// The place of the first member.
    public var startIndex: Int { members.startIndex }

    /// The place behind the last member.
    public var endIndex: Int { members.endIndex }

    /// The member at a place within the bounds.
    public subscript(position: Int) -> Member {
        members[position]
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Members in the order written; of two with one name the later value stays.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self.init(elements)
    }
}
