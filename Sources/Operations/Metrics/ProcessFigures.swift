/// What Linux tells of the process in `/proc/self/stat` and `/proc/stat`.
///
/// Source: proc(5).
struct ProcessFigures: Equatable {
    /// Processor time of the process, user and system together.
    let processorSeconds: Double
    /// Memory in use.
    let residentBytes: Double
    /// When it started, in seconds since 1970.
    let startTime: Double

    /// Reads the figures.
    ///
    /// - Parameters:
    ///   - process: The text of `/proc/self/stat`.
    ///   - system: The text of `/proc/stat`.
    ///   - ticks: Clock ticks in a second.
    ///   - pageSize: Bytes of a page of memory.
    /// - Returns: `nil` if a text has another form.
    init?(process: String, system: String, ticks: Int, pageSize: Int) {
        // The second field, the program's name in parentheses, may hold anything.
        guard ticks > 0, let end = process.lastIndex(of: ")") else { return nil }
        let fields = process[process.index(after: end)...].split(separator: " ")
        // Counted from the third field, the state.
        guard fields.count > 21, let user = Double(fields[11]), let kernel = Double(fields[12]),
            let start = Double(fields[19]), let pages = Double(fields[21].filter(\.isNumber)),
            let line = system.split(separator: "\n").first(where: { $0.hasPrefix("btime ") }),
            let boot = Double(line.dropFirst("btime ".count))
        else { return nil }
        self.processorSeconds = (user + kernel) / Double(ticks)
        self.residentBytes = pages * Double(pageSize)
        self.startTime = boot + start / Double(ticks)
    }
}
