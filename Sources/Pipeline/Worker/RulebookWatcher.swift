public import Logging
public import Rulebook

/// Looks at the folder of rulebooks and puts up what is new, between applications, all or nothing.
public struct RulebookWatcher: Sendable {
    private let folder: RulebookFolder
    private let rulebooks: RulebookStand
    private let logger: Logger
    private let telemetry: WorkerTelemetry
    private let interval: Duration

    /// A watcher of `folder`, whose rulebooks were put up after it was last looked at.
    ///
    /// - Parameter interval: How often it looks; a look reads names, sizes and times only.
    public init(
        folder: RulebookFolder,
        rulebooks: RulebookStand,
        logger: Logger,
        telemetry: WorkerTelemetry = .none,
        interval: Duration = .seconds(2)
    ) {
        self.folder = folder
        self.rulebooks = rulebooks
        self.logger = logger
        self.telemetry = telemetry
        self.interval = interval
    }

    /// Looks until cancelled.
    public func run() async {
        var folder = self.folder
        var refusals = 0
        while !Task.isCancelled {
            switch folder.look() {
            case .none:
                break
            case .loaded(let shelf, let warnings):
                self.rulebooks.replace(with: shelf)
                self.telemetry.rulebooks(shelf)
                for warning in warnings { self.logger.warning("\(warning)") }
                for program in shelf.programs {
                    let editions = shelf.editions(of: program).map { "\($0.edition) (\($0.digest.prefix(19)))" }
                    self.logger.notice("rulebooks of \(program): \(editions.joined(separator: ", "))")
                }
            case .refused(let fault):
                refusals += 1
                self.telemetry.rulebooksRefused(fault.diagnostics.first.map { "\($0)" } ?? "\(fault)")
                for diagnostic in fault.diagnostics { self.logger.error("\(diagnostic)") }
                self.logger.error(
                    "the changed rulebooks are refused, the ones in force stay",
                    metadata: ["refusals": .string(String(refusals))]
                )
            }
            try? await Task.sleep(for: self.interval)
        }
    }
}
