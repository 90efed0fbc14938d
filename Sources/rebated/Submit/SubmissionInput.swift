internal import Foundation

/// Something that applications are read from.
enum SubmissionInput {
    /// A file of JSON values, read a part at a time.
    case file(String)
    /// A pipe of JSON values, which can be read once.
    case standardInput
    /// JSON values that are in memory.
    case bytes(name: String, Data)
    /// What a form held.
    case entries([SubmissionSource.Entry])

    /// How it is called in messages.
    var name: String {
        switch self {
        case .file(let path): path
        case .standardInput: "standard input"
        case .bytes(let name, _): name
        case .entries: "form"
        }
    }
}
