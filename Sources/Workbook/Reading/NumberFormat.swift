/// What a cell's number format makes of its number, as far as reading it needs to know.
enum NumberFormat: Equatable {
    /// It stays a number.
    case number
    /// It is a date, with or without a time of day.
    case date
    /// It is shown as a hundred times itself, with a percent sign.
    case percentage
    /// It is shown with so many digits at least: `00000`.
    case zeros(Int)

    /// One of the formats that every program knows by number.
    ///
    /// Source: ECMA-376 part 1, 18.8.30, `numFmt`, with the dates of its East Asian tables.
    init(builtIn id: Int) {
        switch id {
        case 9, 10: self = .percentage
        case 14...17, 22, 27...31, 34...36, 50...54, 57, 58: self = .date
        default: self = .number
        }
    }

    /// A format by its code, such as `yyyy\-mm\-dd` or `00000`.
    init(code: String) {
        // The first section is that of positive numbers.
        var letters = ""
        var bracket = ""
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        var plain = true
        scan: for character in code {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch character {
            case "\\", "_", "*":
                isEscaped = true
                plain = false
            case "\"":
                isQuoted.toggle()
                plain = false
            case "[" where !isQuoted:
                isBracketed = true
                plain = false
            case "]" where !isQuoted:
                // A span of time, `[h]:mm`; other brackets hold colours and languages.
                if let last = bracket.last, "hms".contains(last), bracket.allSatisfy({ $0 == last }) { letters += "h" }
                bracket = ""
                isBracketed = false
            case ";" where !isQuoted: break scan
            default:
                if isBracketed {
                    bracket += character.lowercased()
                } else if !isQuoted {
                    letters += character.lowercased()
                }
            }
        }
        if letters.contains("general") {
            self = .number
        } else if letters.contains("%") {
            self = .percentage
        } else if letters.contains(where: { "yd".contains($0) }) || Self.isMonth(letters) {
            self = .date
        } else if plain, letters.count > 1, letters.count <= 32, letters.allSatisfy({ $0 == "0" }) {
            self = .zeros(letters.count)
        } else {
            self = .number
        }
    }

    /// Whether `m` stands for months: without hours or seconds beside it.
    private static func isMonth(_ letters: String) -> Bool {
        letters.contains("m") && !letters.contains { "hs".contains($0) }
    }
}
