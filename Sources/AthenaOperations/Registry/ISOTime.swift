/// Times as ISO 8601 texts in UTC, computed without a calendar library.
package enum ISOTime {
    /// Milliseconds since 1970 of `2026-12-31T23:59:00Z`, with optional fraction and offset; nil for anything else.
    package static func milliseconds(in text: String) -> Int64? {
        var reader = Reader(bytes: Array(text.utf8))
        guard let year = reader.number(digits: 4), reader.skip("-"), let month = reader.number(digits: 2),
            reader.skip("-"), let day = reader.number(digits: 2)
        else { return nil }
        guard (1...12).contains(month), (1...daysInMonth(month, of: year)).contains(day) else { return nil }
        let midnight = daysSince1970(year: year, month: month, day: day) * 86_400_000
        if reader.isAtEnd { return midnight }
        guard reader.skip("T") || reader.skip("t") || reader.skip(" "), let hour = reader.number(digits: 2),
            reader.skip(":"), let minute = reader.number(digits: 2), hour < 24, minute < 60
        else { return nil }
        var time = (hour * 60 + minute) * 60_000
        if reader.skip(":") {
            guard let second = reader.number(digits: 2), second <= 60 else { return nil }
            time += second * 1_000 + (reader.fraction() ?? 0)
        }
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        return midnight + time - offset
    }

    /// `2026-12-31T23:59:00.000Z`.
    package static func text(_ milliseconds: Int64) -> String {
        let (days, time) = floorDivide(milliseconds, 86_400_000)
        let (year, month, day) = date(daysSince1970: days)
        let (seconds, fraction) = (time / 1_000, time % 1_000)
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        let clock = "\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        return "\(date)T\(clock).\(padded(fraction, 3))Z"
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func floorDivide(_ number: Int64, _ by: Int64) -> (Int64, Int64) {
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: by)
        return rest < 0 ? (quotient - 1, rest + by) : (quotient, rest)
    }

    private static func daysInMonth(_ month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Counts days of the proleptic Gregorian calendar in eras of 400 years that begin on 1 March.
    private static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = floorDivide(shifted, 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(daysSince1970 days: Int64) -> (Int64, Int64, Int64) {
        let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

extension ISOTime {
    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        var isAtEnd: Bool { place == bytes.count }

        mutating func number(digits: Int) -> Int64? {
            guard bytes.count - place >= digits else { return nil }
            var value: Int64 = 0
            for byte in bytes[place..<place + digits] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 48)
            }
            place += digits
            return value
        }

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
            place += 1
            return true
        }

        /// The milliseconds of a fraction of a second.
        mutating func fraction() -> Int64? {
            guard skip(".") || skip(",") else { return nil }
            var value: Int64 = 0
            var digits = 0
            while place < bytes.count, (48...57).contains(bytes[place]) {
                if digits < 3 { value = value * 10 + Int64(bytes[place] - 48) }
                digits += 1
                place += 1
            }
            while digits < 3 {
                value *= 10
                digits += 1
            }
            return value
        }

        /// Milliseconds that the local time is ahead of UTC.
        mutating func offset() -> Int64? {
            if skip("Z") || skip("z") { return 0 }
            let sign: Int64 = skip("+") ? 1 : skip("-") ? -1 : 0
            guard sign != 0, let hours = number(digits: 2), hours < 24 else { return nil }
            _ = skip(":")
            let minutes = number(digits: 2) ?? 0
            return sign * (hours * 60 + minutes) * 60_000
        }
    }
}
