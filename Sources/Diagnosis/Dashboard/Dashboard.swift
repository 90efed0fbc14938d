public import Desk

/// What a person watches: readings go in, lines of a width and a height come out, keys change what is shown.
public struct Dashboard: Sendable {
    /// What a key asks for beside another picture.
    public enum Action: Sendable, Equatable {
        /// Nothing.
        case none
        /// The end.
        case quit
    }

    /// What was read.
    public private(set) var measurements = Measurements()
    /// What is shown.
    public var pane = Pane.overview
    private var order = RowOrder.name
    private var isPaused = false
    private var isHelping = false
    /// How many lines of the pane are above the screen.
    private var offset = 0
    /// What is shown while it stands still.
    private var frozen: Measurements?
    /// Seconds since 1970, for the age of processes.
    private var now = 0.0

    /// A dashboard without readings.
    public init() {}

    /// Takes a reading.
    ///
    /// - Parameter now: Seconds since 1970.
    public mutating func add(_ reading: Reading, now: Double) {
        self.measurements.add(reading)
        self.now = now
    }

    /// Takes a key.
    public mutating func press(_ key: Key) -> Action {
        if self.isHelping {
            self.isHelping = false
            if case .character("q") = key { return .quit }
            return .none
        }
        switch key {
        case .character("q"), .control("c"): return .quit
        case .character("p"), .character(" "):
            self.isPaused.toggle()
            self.frozen = self.isPaused ? self.measurements : nil
        case .character("s"): self.order = self.order.next
        case .character("?"), .character("h"): self.isHelping = true
        case .tab, .right: self.show(self.pane.next(1))
        case .backTab, .left: self.show(self.pane.next(-1))
        case .character(let digit):
            if let number = digit.wholeNumberValue, let pane = Pane(rawValue: number - 1) { self.show(pane) }
        case .down: self.offset += 1
        case .up: self.offset = max(self.offset - 1, 0)
        case .pageDown: self.offset += 10
        case .pageUp: self.offset = max(self.offset - 10, 0)
        case .home: self.offset = 0
        default: break
        }
        return .none
    }

    private mutating func show(_ pane: Pane) {
        self.pane = pane
        self.offset = 0
    }

    // MARK: Drawing

    private var shown: Measurements { self.frozen ?? self.measurements }

    /// The screen: what is wrong at the top, the pane below it, the keys at the bottom; exactly so many lines.
    public mutating func lines(width: Int, height: Int) -> [TextLine] {
        let width = max(width, 20)
        var top = [self.head(width)]
        let keys = TextLine(" q quit  p pause  s sort  Tab or 1-5 panes  ? help", .dim)
        guard !self.isHelping else {
            return Self.filled(top + [TextLine()] + self.help, keys, width: width, height: height)
        }
        top += self.troubles(width, atMost: max(height / 4, 2)) + [TextLine()]
        let body = self.body(width)
        let room = max(height - top.count - 1, 1)
        self.offset = min(self.offset, max(body.count - room, 0))
        let part = Array(body.dropFirst(self.offset).prefix(room))
        let hidden = body.count - self.offset - part.count
        let last = hidden > 0 ? TextLine(keys.text + "   ↓ \(Figures.many(Double(hidden), "more line"))", .dim) : keys
        return Self.filled(top + part, last, width: width, height: height)
    }

    /// All panes one below the other, for a file or a pipe.
    public func page(width: Int) -> [TextLine] {
        var lines = [self.head(width)] + self.troubles(width, atMost: .max)
        for pane in Pane.allCases {
            var copy = self
            copy.pane = pane
            lines += [TextLine(), TextLine("-- \(pane.name)", .bold)] + copy.body(width).map { $0.fitted(width) }
        }
        return lines
    }

    private static func filled(_ lines: [TextLine], _ last: TextLine, width: Int, height: Int) -> [TextLine] {
        var lines = Array(lines.prefix(max(height - 1, 1)))
        while lines.count < height - 1 { lines.append(TextLine()) }
        return (lines + [last]).map { $0.fitted(width) }
    }

    private func head(_ width: Int) -> TextLine {
        var spans = [TextSpan("rebated top", .bold), TextSpan("  \(self.shown.latest?.clock ?? "")  ")]
        if self.isPaused { spans.append(TextSpan("PAUSED  ", .warning)) }
        if self.order != .name { spans.append(TextSpan("\(self.order.words)  ", .dim)) }
        var tabs: [TextSpan] = []
        for pane in Pane.allCases {
            tabs.append(TextSpan(" \(pane.name) ", pane == self.pane ? .selected : .dim))
        }
        let used = TextLine(spans).width
        let room = width - TextLine(tabs).width
        guard used <= room else { return TextLine(spans + [TextSpan(" \(self.pane.name) ", .selected)]).fitted(width) }
        return TextLine(spans + [TextSpan(String(repeating: " ", count: room - used))] + tabs)
    }

    /// What is wrong, in words; one line each.
    private func troubles(_ width: Int, atMost limit: Int) -> [TextLine] {
        let troubles = self.shown.troubles
        let count = self.shown.workers.count { $0.page != nil }
        guard !troubles.isEmpty else {
            let workers = count == 1 ? "1 worker" : "\(count) workers"
            return [TextLine([TextSpan("ok", .good), TextSpan("       \(workers), nothing is wrong")])]
        }
        let isCut = troubles.count > limit
        let shown = isCut ? troubles.prefix(limit - 1) : troubles[...]
        var lines = shown.map { trouble in
            TextLine([
                TextSpan((trouble.isFault ? "FAULT" : "warning").padding(to: 9), trouble.isFault ? .bad : .warning),
                TextSpan(trouble.words),
            ])
            .fitted(width)
        }
        if isCut {
            let rest = troubles.dropFirst(limit - 1)
            let faults = rest.count(where: \.isFault)
            let words = "         and \(rest.count) more, \(faults) of them faults: a higher window shows them"
            lines.append(TextLine(words))
        }
        return lines
    }

    private func body(_ width: Int) -> [TextLine] {
        let (measurements, order) = (self.shown, self.order)
        return switch self.pane {
        case .overview: OverviewPane(measurements: measurements, order: order).lines(width: width)
        case .programs: ProgramsPane(measurements: measurements, order: order).lines(width: width)
        case .queues: QueuesPane(measurements: measurements, order: order).lines(width: width)
        case .workers: WorkersPane(measurements: measurements, order: order, now: self.now).lines(width: width)
        case .errors: ErrorsPane(measurements: measurements, order: order).lines(width: width)
        }
    }

    private var help: [TextLine] {
        [
            "Rates are of the last 5 s, latencies of the last 15 s, sums of all workers that answer.",
            "p50, p90, p99   half of them, 90 and 99 of 100 took no longer",
            "end to end      from the sender's clock to the broker's confirm of the decision",
            "delivery        from the delivery to its acknowledgement",
            "in flight       delivered, and not yet acknowledged", "", "q            the end",
            "p or space   stand still, and go on", "s            sort by name, busiest first, slowest or fullest first",
            "Tab, → ←     the next pane, the one before", "1 to 5       a pane by its number",
            "↓ ↑          scroll", "", "any key goes back",
        ]
        .map { TextLine($0) }
    }
}
