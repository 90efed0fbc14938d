internal import Forms
internal import Foundation
internal import JSON
internal import Pipeline
internal import Rulebook
internal import Workbook

/// Finds out what the named files hold, and reads the forms among them.
struct SubmissionPlan {
    /// What to read applications from, in the order of the files.
    private(set) var inputs: [SubmissionInput] = []
    /// What can't be submitted, one line each.
    private(set) var failures: [String] = []

    private let format: SubmissionFormat
    private let program: String?
    private let user: String
    private let keepsGoing: Bool
    private let loadShelf: () throws(RulebookFault) -> RulebookShelf
    private var shelf: RulebookShelf?

    /// What a pipe may bring, where all of it is looked at before any of it is sent.
    private static let mostPipedBytes = 64 << 20
    /// Problems of one form that are told; who has more has one that is behind many of them.
    private static let mostProblems = 1000

    /// Makes a plan for files of `format`.
    ///
    /// - Parameters:
    ///   - program: The program of rows that name none.
    ///   - keepsGoing: Whether what is sound is sent though something else is not.
    ///   - loadShelf: Loads the rulebooks that forms are read by; not called where there are none.
    init(
        format: SubmissionFormat,
        program: String?,
        user: String,
        keepsGoing: Bool,
        loadShelf: @escaping () throws(RulebookFault) -> RulebookShelf
    ) {
        self.format = format
        self.program = program
        self.user = user
        self.keepsGoing = keepsGoing
        self.loadShelf = loadShelf
    }

    /// Takes one file.
    mutating func add(_ file: String) throws {
        let isPipe = file == "-"
        guard let handle = isPipe ? FileHandle.standardInput : FileHandle(forReadingAtPath: file) else {
            self.failures.append("\(file): can't be read")
            return
        }
        let name = isPipe ? "standard input" : file
        do {
            var head = Data()
            // Of a pipe nothing may be lost, so its head is read only where it counts.
            let knowsFormat = self.format != .auto
            if !(isPipe && knowsFormat) { head = try handle.read(upToCount: 4096) ?? Data() }
            let format = knowsFormat ? self.format : SubmissionFormat.detected(head: head, name: file)
            if format == .json {
                try self.addJSON(handle, head, isPipe: isPipe, file: file)
            } else {
                let limit = format == .xlsx ? WorkbookLimits.standard.fileBytes : CSVReader.mostBytes
                let bytes = try Self.rest(handle, after: head, atMost: limit, file: file)
                try self.addForm(Array(bytes), format, name: name)
            }
        } catch let error as RulebookFault {
            throw error
        } catch let error as WorkbookError {
            self.failures.append(Self.line("\(name): \(error)"))
        } catch {
            self.failures.append("\(name): can't be read: \(error.localizedDescription)")
        }
    }

    private mutating func addJSON(_ handle: FileHandle, _ head: Data, isPipe: Bool, file: String) throws {
        if !isPipe {
            self.inputs.append(.file(file))
        } else if self.keepsGoing, head.isEmpty {
            self.inputs.append(.standardInput)
        } else {
            let bytes = try Self.rest(handle, after: head, atMost: Self.mostPipedBytes, file: nil)
            self.inputs.append(.bytes(name: "standard input", bytes))
        }
    }

    /// All of a file, unless it is larger than it may be.
    private static func rest(_ handle: FileHandle, after head: Data, atMost limit: Int, file: String?) throws -> Data {
        let stated = file.flatMap { try? FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int }
        if let stated, stated > limit { throw WorkbookError("has \(stated) bytes; \(limit) are allowed") }
        var bytes = head
        while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
            bytes.append(chunk)
            guard bytes.count <= limit else { throw WorkbookError("has more than the \(limit) bytes that are allowed") }
        }
        return bytes
    }

    /// A line that can be shown: names in a file may be of any length, and hold anything.
    private static func line(_ text: String) -> String {
        let clean = Console.clean(text)
        return clean.count > 600 ? "\(clean.prefix(600))…" : clean
    }

    private mutating func addForm(_ bytes: [UInt8], _ format: SubmissionFormat, name: String) throws {
        let sheets = try format == .xlsx ? WorkbookReader.read(bytes) : [CSVReader.read(bytes)]
        let shelf = try self.shelf ?? self.loadShelf()
        self.shelf = shelf
        let form = FormReader.read(sheets, program: self.program, shelf: shelf)
        let problems = form.allProblems
        self.failures += problems.prefix(Self.mostProblems).map { Self.line("\(name), \($0)") }
        if problems.count > Self.mostProblems {
            self.failures.append("\(name): and \(problems.count - Self.mostProblems) problems more")
        }
        // Of a form whose columns or rows can't be made out, no part can be relied on.
        guard form.problems.isEmpty else { return }
        let time = UInt64(max(0, Date().timeIntervalSince1970))
        let entries = form.applications.compactMap { application in
            application.document.map { document in
                SubmissionSource.Entry(
                    submission: SubmissionMessage(document.root, user: self.user, time: time, trace: Trace.new()),
                    place: "\(name), \(application.place)"
                )
            }
        }
        self.inputs.append(.entries(entries))
    }
}
