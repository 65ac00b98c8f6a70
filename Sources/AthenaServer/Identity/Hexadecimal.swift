/// Bytes as lower-case hexadecimal text.
package enum Hexadecimal {
    /// Two digits for one byte.
    package static func pair(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0" + digits : digits
    }

    /// Two digits for each byte.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map(pair).joined()
    }
}
