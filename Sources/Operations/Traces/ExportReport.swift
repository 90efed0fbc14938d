/// What is worth telling of an export: each outage once, its end, and what was lost.
struct ExportReport {
    private let place: String
    /// Whether the last attempt failed.
    private(set) var isAway = false
    /// Spans that were given up so far.
    private(set) var lost = 0
    /// Of these, those that a line has told of.
    private var told = 0

    init(place: String) { self.place = place }

    /// An attempt failed.
    ///
    /// - Returns: Words for the log, the first time.
    mutating func failed(_ fault: ExportFault) -> String? {
        defer { self.isAway = true }
        guard !self.isAway else { return nil }
        return "traces can't be written to \(self.place): \(fault); work goes on, spans that find no room are dropped"
    }

    /// An attempt succeeded.
    ///
    /// - Returns: Words for the log, after an outage.
    mutating func worked() -> String? {
        guard self.isAway else { return nil }
        self.isAway = false
        return "traces are written to \(self.place) again; \(self.takeNews()) spans were lost"
    }

    /// Spans were given up.
    mutating func gaveUp(_ count: Int) { self.lost += count }

    /// Words for the log about spans that were lost and not told, though the place takes what it gets.
    mutating func news() -> String? {
        guard !self.isAway, self.lost > self.told else { return nil }
        return "\(self.takeNews()) spans were dropped: they came faster than \(self.place) takes them"
    }

    /// Words for the log at the end, if spans were lost that no line has told of.
    mutating func ending() -> String? {
        self.lost > self.told ? "\(self.takeNews()) spans could not be written to \(self.place)" : nil
    }

    private mutating func takeNews() -> Int {
        defer { self.told = self.lost }
        return self.lost - self.told
    }
}
