/// Finds a name used twice in one object: by comparing while there are few names, by a set once there are many.
struct NameCheck {
    private static let few = 12
    private var names: Set<ByteString> = []

    /// Whether the name is new among the members read so far.
    mutating func insert(_ name: String, among members: [JSONObject.Member]) -> Bool {
        guard members.count >= Self.few else {
            for place in members.indices where members[place].name.hasSameBytes(as: name) { return false }
            return true
        }
        if names.isEmpty {
            for member in members { names.insert(ByteString(member.name)) }
        }
        return names.insert(ByteString(name)).inserted
    }
}
