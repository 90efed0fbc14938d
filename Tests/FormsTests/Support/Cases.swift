import Adjudication
import Foundation
import JSON
import Rulebook

/// The acceptance cases, as applications to fill forms with.
enum Cases {
    static let shelf = RulebookDirectoryOnce.shelf
    static let programs = [
        "efficiency-works", "masscec-ashp", "nys-clean-heat", "partial-home-heat-pump", "worcester-energy",
    ]

    /// The applications of a program's cases that can be taken in, each under an id of its own.
    static func applications(_ program: String) throws -> [JSONValue] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Cases/\(program).jsonl").standardizedFileURL
        var seen: Set<String> = []
        var found: [JSONValue] = []
        for line in try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")) {
            let items = try JSONDocument(parsing: Array(line)).root["items"]
            for item in items?.elements.map({ $0 }) ?? [] {
                guard case .admitted = ApplicationReader.admit(item, shelf: self.shelf) else { continue }
                // Several cases share an id; one of each is as good.
                let own = try JSONDocument(parsing: Normal.bytes(item, application: "A-\(found.count + 1)")).root
                if seen.insert(String(decoding: Array(own.source), as: UTF8.self)).inserted { found.append(own) }
            }
        }
        return found
    }
}

/// The rulebooks that are built in.
enum RulebookDirectoryOnce {
    static let shelf: RulebookShelf = (try? RulebookDirectory.load(nil).shelf) ?? RulebookShelf([])
}
