/// Every row, chapter by chapter.
enum Corpus {
    static let rows =
        framing + discovery + tools + capabilities + resources + modernHeaders + handshake + legacy + batches
        + transport
}
