import Foundation

/// A folder of rulebooks that is looked at again and again.
public struct RulebookFolder: Sendable {
    /// What has come of looking.
    public enum Change: Sendable {
        /// All files are sound and take effect together; the warnings should be looked at.
        case loaded(RulebookShelf, warnings: [RulebookDiagnostic])
        /// A file is not sound: nothing of the folder takes effect.
        case refused(RulebookFault)
    }

    /// What is compared to see a change without reading the files.
    private struct Trace: Hashable {
        let name: String
        let size: Int
        let modified: Date
        let node: Int
    }

    private let path: String
    private var seen: Set<Trace>?

    /// The folder at `path`, as it was when its rulebooks were last read.
    public init(_ path: String) {
        self.path = path
        self.seen = Self.traces(path)
    }

    /// Reads the folder's rulebooks again if a file has come, gone or changed since the last look.
    ///
    /// - Returns: `nil` if nothing has changed. A folder that is refused is not read again before it changes again.
    public mutating func look() -> Change? {
        let traces = Self.traces(self.path)
        guard traces != self.seen else { return nil }
        self.seen = traces
        do throws(RulebookFault) {
            let (shelf, warnings) = try RulebookDirectory.load(self.path)
            return .loaded(shelf, warnings: warnings)
        } catch {
            return .refused(error)
        }
    }

    private static func traces(_ path: String) -> Set<Trace>? {
        let files = FileManager.default
        guard let names = try? files.contentsOfDirectory(atPath: path) else { return nil }
        return Set(
            names.filter(RulebookDirectory.isRulebook)
                .map { name in
                    let attributes = try? files.attributesOfItem(atPath: "\(path)/\(name)")
                    return Trace(
                        name: name,
                        size: attributes?[.size] as? Int ?? 0,
                        modified: attributes?[.modificationDate] as? Date ?? .distantPast,
                        node: attributes?[.systemFileNumber] as? Int ?? 0
                    )
                }
        )
    }
}
