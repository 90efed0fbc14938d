internal import ArgumentParser
internal import Foundation

/// What a file of applications is written in.
enum SubmissionFormat: String, CaseIterable, ExpressibleByArgument {
    /// Whatever its first bytes show, or else its name.
    case auto
    /// JSON values one after another, a line each or not, or lists of them.
    case json
    /// Comma-separated values, with the columns of `rebated template`.
    case csv
    /// A workbook, with the sheets of `rebated template`.
    case xlsx

    /// The format of a file.
    ///
    /// - Parameters:
    ///   - head: Its first bytes, which count for more than its name.
    ///   - name: Its name.
    static func detected(head: Data, name: String) -> SubmissionFormat {
        // ZIP, and the container of old or locked workbooks, which the reader refuses in words.
        if head.starts(with: [0x50, 0x4B]) || head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .xlsx }
        let first = head.first { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return .json }
        // A form's head names its columns.
        let line = String(decoding: head.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
        if line.lowercased().contains("application") { return .csv }
        switch (name as NSString).pathExtension.lowercased() {
        case "xlsx", "xlsm", "xls": return .xlsx
        case "csv", "tsv", "txt": return .csv
        default: return .json
        }
    }
}
