/// The texts that cells refer to by number.
struct SharedStringsPart: PartReader {
    private(set) var strings: [String] = []
    private var current = ""
    private var isInText = false
    /// Phonetic hints stand in the same elements and are no part of the text.
    private var isInHint = false
    private let limits: WorkbookLimits

    init(limits: WorkbookLimits) {
        self.limits = limits
    }

    mutating func start(_ element: Substring, _ attributes: [String: String]) throws(WorkbookError) {
        switch element {
        case "si":
            self.current = ""
        case "rPh":
            self.isInHint = true
        case "t":
            self.isInText = !self.isInHint
        default:
            break
        }
    }

    mutating func text(_ text: String) throws(WorkbookError) {
        guard self.isInText else { return }
        self.current += text
        guard self.current.utf8.count <= self.limits.textBytes else {
            throw WorkbookError("holds a text of more than \(self.limits.textBytes) bytes")
        }
    }

    mutating func end(_ element: Substring) throws(WorkbookError) {
        switch element {
        case "si":
            guard self.strings.count < self.limits.cells else {
                throw WorkbookError("holds more than \(self.limits.cells) texts")
            }
            self.strings.append(EscapedText.decoded(self.current))
        case "rPh":
            self.isInHint = false
        case "t":
            self.isInText = false
        default:
            break
        }
    }
}
