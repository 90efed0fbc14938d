internal import Foundation
internal import JSON
internal import Pipeline

/// Reads submissions from files, a part at a time, so that memory does not grow with the files.
struct SubmissionSource {
    /// A submission with the place that it came from.
    struct Entry {
        let submission: SubmissionMessage
        /// File and line, for messages.
        let place: String
    }

    /// What can't be submitted, one line each.
    private(set) var failures: [String] = []
    /// How far it has read; the whole of a pipe is not known.
    private(set) var bytesRead = 0
    /// The size of all regular files.
    let bytesInFiles: Int

    private var inputs: ArraySlice<SubmissionInput>
    private var current: (handle: FileHandle, name: String, reader: JSONStreamReader)?
    private var ready: [Entry] = []
    private let user: String
    private let check: SubmissionCheck?
    private let time = UInt64(max(0, Date().timeIntervalSince1970))

    /// Reads `inputs` one after another.
    ///
    /// - Parameters:
    ///   - user: The connection's user.
    ///   - check: What JSON is held against before it is handed on; `nil`: nothing, as the worker does so anyway.
    init(_ inputs: [SubmissionInput], user: String, check: SubmissionCheck? = nil) {
        self.inputs = inputs[...]
        self.user = user
        self.check = check
        self.bytesInFiles = inputs.reduce(0) { sum, input in
            guard case .file(let path) = input else { return sum }
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            return sum + (size ?? 0)
        }
    }

    /// The next submissions, at least `count` unless the files end; empty at the end.
    mutating func next(atLeast count: Int) -> [Entry] {
        while self.ready.count < count, self.readOn() {}
        defer { self.ready = [] }
        return self.ready
    }

    /// Reads one chunk; `false` after the last file.
    private mutating func readOn() -> Bool {
        guard let (handle, name, started) = self.current else { return self.open() }
        var reader = started
        self.current = nil
        var hasEnded = true
        do {
            if let chunk = try handle.read(upToCount: 1 << 18), !chunk.isEmpty {
                self.bytesRead += chunk.count
                reader.append(chunk)
                hasEnded = false
            }
        } catch {
            self.failures.append("\(name): can't be read: \(error.localizedDescription)")
        }
        if hasEnded { reader.end() }
        while let item = reader.next() { self.take(item, from: name) }
        if !hasEnded { self.current = (handle, name, reader) }
        return true
    }

    private mutating func open() -> Bool {
        guard let input = self.inputs.popFirst() else { return false }
        switch input {
        case .entries(let entries):
            self.ready += entries
        case .bytes(let name, let bytes):
            var reader = JSONStreamReader()
            reader.append(bytes)
            reader.end()
            while let item = reader.next() { self.take(item, from: name) }
        case .standardInput:
            self.current = (.standardInput, input.name, JSONStreamReader())
        case .file(let path):
            if let handle = FileHandle(forReadingAtPath: path) {
                self.current = (handle, path, JSONStreamReader())
            } else {
                self.failures.append("\(path): can't be read")
            }
        }
        return true
    }

    private mutating func take(_ item: JSONStreamReader.Item, from file: String) {
        let place = "\(file):\(item.line)"
        switch item.result {
        case .failure(let error):
            self.failures.append("\(file):\(error.line):\(error.column): not JSON, not submitted: \(error.message)")
        case .success(let document):
            switch document.root.kind {
            case .array:
                for value in document.root.elements { self.take(value, at: place) }
            case .object:
                self.take(document.root, at: place)
            case .null, .boolean, .number, .string:
                self.failures.append("\(place): not an application, not submitted: a JSON object is needed")
            }
        }
    }

    private mutating func take(_ value: JSONValue, at place: String) {
        let problems = self.check?.problems(value) ?? []
        guard problems.isEmpty else {
            self.failures += problems.map { "\(place): \($0)" }
            return
        }
        let submission = SubmissionMessage(value, user: self.user, time: self.time, trace: Trace.new())
        self.ready.append(Entry(submission: submission, place: place))
    }
}
