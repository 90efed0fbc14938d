import Foundation

/// The rulebooks of a folder beside those that are part of the program.
public enum RulebookDirectory {
    /// Loads the bundled rulebooks and those in `directory`.
    ///
    /// A file of the folder adds an edition, or replaces the bundled one of the same program and edition.
    ///
    /// - Parameter directory: A folder with `*.yaml` or `*.yml` files; `nil`: only the bundled rulebooks.
    /// - Returns: The shelf, and what should be looked at although it can be used.
    /// - Throws: ``RulebookFault`` with the faults of every file: all or nothing.
    public static func load(
        _ directory: String?
    ) throws(RulebookFault) -> (shelf: RulebookShelf, warnings: [RulebookDiagnostic]) {
        var rulebooks = try BundledRulebooks.load()
        guard let directory else { return (RulebookShelf(rulebooks), []) }
        var faults: [RulebookDiagnostic] = []
        var warnings: [RulebookDiagnostic] = []
        var places: [String: String] = [:]
        for file in try Self.files(directory) {
            do {
                let loaded = try Rulebook.load(try Self.read(file), file: file)
                warnings += loaded.warnings
                let name = "\(loaded.rulebook.program), edition \(loaded.rulebook.edition)"
                if let other = places.updateValue(file, forKey: name) {
                    faults.append(.fault(file, "\(name) stands in \(other) as well"))
                }
                rulebooks.removeAll {
                    $0.program == loaded.rulebook.program && $0.edition == loaded.rulebook.edition
                }
                rulebooks.append(loaded.rulebook)
            } catch {
                faults += error.diagnostics
            }
        }
        if !faults.isEmpty { throw RulebookFault(diagnostics: faults) }
        return (RulebookShelf(rulebooks), warnings)
    }

    /// Whether a file of that name is a rulebook; what stands beside one as its cases (`.test.yaml`) is none.
    static func isRulebook(_ name: String) -> Bool {
        (name.hasSuffix(".yaml") || name.hasSuffix(".yml")) && !name.hasPrefix(".") && !name.contains(".test.")
    }

    private static func files(_ directory: String) throws(RulebookFault) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory)
                .filter(Self.isRulebook)
                .sorted()
                .map { "\(directory)/\($0)" }
        } catch {
            throw RulebookFault(diagnostics: [
                .fault(directory, "the folder of rulebooks can't be read: \(error.localizedDescription)")
            ])
        }
    }

    private static func read(_ file: String) throws(RulebookFault) -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        } catch {
            throw RulebookFault(diagnostics: [.fault(file, "the file can't be read: \(error.localizedDescription)")])
        }
    }
}

extension RulebookDiagnostic {
    static func fault(_ file: String, _ message: String) -> RulebookDiagnostic {
        RulebookDiagnostic(
            severity: .error,
            file: file,
            line: 0,
            column: 0,
            rule: nil,
            message: message,
            excerpt: ""
        )
    }
}
