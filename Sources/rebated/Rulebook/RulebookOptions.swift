internal import ArgumentParser
internal import Foundation
internal import Operations
internal import Rulebook

/// The options of every command that looks rulebooks up.
struct RulebookOptions: ParsableArguments {
    @Option(help: ArgumentHelp(Setting.rulebooks.help, valueName: "folder"))
    var rulebooks: String?

    /// The rulebooks at hand.
    func shelf() throws(RulebookFault) -> RulebookShelf {
        try Shelf.load(self.rulebooks)
    }

    /// The rulebook that a person names: a file, a program (its newest edition), or `program@edition`.
    ///
    /// - Throws: ``RulebookFault`` where the file can't be used; ``UnknownRulebook``.
    func rulebook(_ name: String, on shelf: RulebookShelf) throws -> Rulebook {
        if name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.contains("/") {
            return try RulebookFile.load(name).rulebook
        }
        let parts = name.split(separator: "@", maxSplits: 1).map(String.init)
        let editions = shelf.editions(of: parts.first ?? "")
        guard parts.count == 2 else {
            if let newest = editions.last { return newest }
            throw UnknownRulebook(name: name, known: shelf.programs, what: "program")
        }
        if let edition = editions.last(where: { $0.edition == parts[1] }) { return edition }
        if editions.isEmpty { throw UnknownRulebook(name: parts[0], known: shelf.programs, what: "program") }
        throw UnknownRulebook(name: parts[1], known: editions.map(\.edition), what: "edition of \(parts[0])")
    }
}

/// A rulebook's file.
enum RulebookFile {
    /// Reads and checks a file.
    static func load(_ file: String) throws(RulebookFault) -> (rulebook: Rulebook, warnings: [RulebookDiagnostic]) {
        try Rulebook.load(try Self.read(file), file: file)
    }

    /// A file's bytes.
    static func read(_ file: String) throws(RulebookFault) -> [UInt8] {
        // A handle reads pipes as well.
        if let handle = FileHandle(forReadingAtPath: file), let data = try? handle.readToEnd() ?? Data() {
            return Array(data)
        }
        let exists = FileManager.default.fileExists(atPath: file)
        throw RulebookFault(file: file, problem: exists ? "the file can't be read" : "there is no such file")
    }
}

/// A name that no rulebook has.
struct UnknownRulebook: Error, CustomStringConvertible {
    let name: String
    let known: [String]
    let what: String

    var description: String {
        "“\(self.name)” is no known \(self.what); known are \(self.known.joined(separator: ", "))"
    }
}
