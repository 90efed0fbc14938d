import CSimdjson

/// What can be wrong with bytes that should be JSON.
public enum JSONProblem: String, Sendable, Hashable, CaseIterable {
    /// Nothing but white space.
    case empty
    /// More bytes than ``JSONLimits/bytes``.
    case tooLong
    /// Nested deeper than ``JSONLimits/depth``.
    case tooDeep
    /// More values than ``JSONLimits/values``.
    case tooManyValues
    /// No memory was left to read it.
    case outOfMemory
    /// U+FEFF before the document.
    case byteOrderMark
    /// Bytes that are not UTF-8.
    case notUTF8
    /// A character below U+0020 in a string, not escaped.
    case controlCharacter
    /// A string without its closing quote.
    case unclosedString
    /// The document stops before it is complete.
    case endsTooSoon
    /// Something else where a value belongs.
    case valueExpected
    /// Something else where the name of a member belongs.
    case keyExpected
    /// A member's name without a colon after it.
    case colonExpected
    /// A member followed by neither comma nor brace.
    case commaOrBraceExpected
    /// An element followed by neither comma nor bracket.
    case commaOrBracketExpected
    /// A comma before a closing brace or bracket.
    case trailingComma
    /// Something after the document.
    case trailingContent
    /// A word or character that begins no value: `NaN`, `Infinity`, `True`, `'`.
    case badLiteral
    /// A number that is not written as JSON has it: `+1`, `.5`, `1.`, `1e`, `0x1F`.
    case badNumber
    /// A number such as `007`.
    case leadingZero
    /// A number of more characters than ``JSONLimits/numberLength``.
    case numberTooLong
    /// An exponent of more than 15 digits.
    case exponentTooLong
    /// A backslash with something after it that JSON does not know.
    case badEscape
    /// `\uD800` to `\uDFFF` without its other half: no character.
    case loneSurrogate
    /// A member's name that stands twice in one object.
    case repeatedKey
    /// Not JSON, and nothing of the above.
    case unreadable

    init(code: Int) {
        self =
            switch code {
            case CSJ_EMPTY: .empty
            case CSJ_TOO_LONG: .tooLong
            case CSJ_TOO_DEEP: .tooDeep
            case CSJ_TOO_MANY_VALUES: .tooManyValues
            case CSJ_OUT_OF_MEMORY: .outOfMemory
            case CSJ_BYTE_ORDER_MARK: .byteOrderMark
            case CSJ_NOT_UTF8: .notUTF8
            case CSJ_CONTROL_CHARACTER: .controlCharacter
            case CSJ_UNCLOSED_STRING: .unclosedString
            case CSJ_ENDS_TOO_SOON: .endsTooSoon
            case CSJ_VALUE_EXPECTED: .valueExpected
            case CSJ_KEY_EXPECTED: .keyExpected
            case CSJ_COLON_EXPECTED: .colonExpected
            case CSJ_COMMA_OR_BRACE_EXPECTED: .commaOrBraceExpected
            case CSJ_COMMA_OR_BRACKET_EXPECTED: .commaOrBracketExpected
            case CSJ_TRAILING_COMMA: .trailingComma
            case CSJ_TRAILING_CONTENT: .trailingContent
            case CSJ_BAD_LITERAL: .badLiteral
            case CSJ_BAD_NUMBER: .badNumber
            case CSJ_LEADING_ZERO: .leadingZero
            case CSJ_NUMBER_TOO_LONG: .numberTooLong
            case CSJ_EXPONENT_TOO_LONG: .exponentTooLong
            case CSJ_BAD_ESCAPE: .badEscape
            case CSJ_LONE_SURROGATE: .loneSurrogate
            case CSJ_REPEATED_KEY: .repeatedKey
            default: .unreadable
            }
    }

    /// The problem in words, for the person who sent the document.
    public var message: String {
        switch self {
        case .empty: "nothing there: a JSON value was expected"
        case .tooLong: "the document is longer than is taken"
        case .tooDeep: "arrays and objects are nested deeper than is taken"
        case .tooManyValues: "the document has more values than are taken"
        case .outOfMemory: "no memory was left to read the document"
        case .byteOrderMark: "begins with a byte order mark, which JSON does not have"
        case .notUTF8: "not UTF-8"
        case .controlCharacter: "a control character in a string must be escaped"
        case .unclosedString: "a string has no closing quote"
        case .endsTooSoon: "ends before it is complete"
        case .valueExpected: "a value was expected here"
        case .keyExpected: "a member's name in double quotes was expected here"
        case .colonExpected: "a colon was expected after the member's name"
        case .commaOrBraceExpected: "a comma or a closing brace was expected here"
        case .commaOrBracketExpected: "a comma or a closing bracket was expected here"
        case .trailingComma: "a comma has nothing after it"
        case .trailingContent: "something stands after the end of the document"
        case .badLiteral: "not a JSON value: only strings, numbers, true, false, null, arrays and objects are"
        case .badNumber: "not a number as JSON writes it"
        case .leadingZero: "a number must not begin with a zero before other digits"
        case .numberTooLong: "the number is longer than is taken"
        case .exponentTooLong: "the number's exponent is larger than is taken"
        case .badEscape: "an escape that JSON does not have"
        case .loneSurrogate: "half of a surrogate pair is not a character"
        case .repeatedKey: "stands twice in the same object"
        case .unreadable: "not JSON"
        }
    }
}
