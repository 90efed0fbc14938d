internal import ArgumentParser
internal import FEEL
internal import Forms
internal import Foundation
internal import JSON
internal import Operations
internal import Rulebook
internal import Workbook

/// Makes a form to be filled in.
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Makes a form for applications to a program: a workbook, a CSV file or JSON.",
        discussion: """
            The form is made from the rulebook: a column for every fact, with its unit, its choices and what it means. \
            Filled in, it is handed in with rebated submit. A blank cell is a fact that is not known. A file that \
            exists is not written over, since it may have been filled in already.
            """
    )

    /// What a form can be.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case xlsx
        case csv
        case json
    }

    @Argument(help: "A program, program@edition, or a rulebook's file.")
    var program: String

    @Option(help: "What to make: xlsx, csv or json (default: by the name of the file, else xlsx).")
    var format: Format?

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp(
            "Where to write it; - is standard output (default: PROGRAM.xlsx, else standard output).",
            valueName: "file"
        ),
        completion: .file()
    )
    var output: String?

    @Option(help: ArgumentHelp("The edition in force on this day (default: the newest).", valueName: "date"))
    var on: String?

    @Flag(help: "Write over a file that exists.")
    var force = false

    @OptionGroup var options: RulebookOptions

    func validate() throws {
        if let on, CalendarDate(on) == nil {
            throw ValidationError("--on: “\(on)” is not a date such as 2026-03-02")
        }
    }

    func run() async throws {
        try await Exit.reporting {
            let template = FormTemplate(try self.rulebook())
            let format =
                self.format ?? Format(rawValue: self.output.map { ($0 as NSString).pathExtension } ?? "") ?? .xlsx
            let output = self.output ?? (format == .xlsx ? "\(template.program).xlsx" : "-")
            if output != "-", !self.force, FileManager.default.fileExists(atPath: output) {
                throw SettingError(source: output, problem: "the file exists already; --force writes over it")
            }
            do {
                try self.write(template, format, to: output)
            } catch {
                throw SettingError(source: output, problem: "can't be written: \(error)")
            }
            if output != "-" { Console.complain("\(output): \(template.program), edition \(template.edition)") }
        }
    }

    private func rulebook() throws -> Rulebook {
        let shelf = try self.options.shelf()
        let newest = try self.options.rulebook(self.program, on: shelf)
        guard let day = self.on.flatMap({ CalendarDate($0) }) else { return newest }
        if self.program == newest.program, let edition = shelf.edition(of: self.program, on: day) { return edition }
        if newest.isInForce(on: day) { return newest }
        throw SettingError(source: "--on", problem: "no edition of \(newest.program) is in force on \(day)")
    }

    private func write(_ template: FormTemplate, _ format: Format, to output: String) throws {
        let data: Data
        switch format {
        case .csv: data = Data(template.commaSeparated.utf8)
        case .json: data = Data(template.skeleton.bytes)
        case .xlsx:
            // Only a file can be written as a workbook, and what can't be finished shall leave nothing behind.
            let file = FileManager.default.temporaryDirectory
                .appendingPathComponent("rebated-\(UUID().uuidString).xlsx")
            defer { try? FileManager.default.removeItem(at: file) }
            try template.write(to: file.path)
            data = try Data(contentsOf: file)
        }
        if output == "-" {
            try FileHandle.standardOutput.write(contentsOf: data)
        } else {
            try data.write(to: URL(fileURLWithPath: output), options: .atomic)
        }
    }
}
