internal import AMQP
internal import Digest
internal import Foundation
internal import Ledger
internal import Logging
internal import Messages
internal import Operations
internal import Pipeline
internal import Rulebook

/// What a worker is started with: all of its settings, read and found sound.
struct WorkerSettings: Sendable {
    let configuration: WorkerConfiguration
    let ledger: LedgerLocation
    /// The ledger's URL as it is at each new connection, if it stands in a file.
    let renewedLedger: (@Sendable () -> String?)?
    let rulebooks: RulebookPlace
    let budgets: [(program: String, amount: Cents)]
    let logLevel: Logger.Level
    /// For comparison with those that come later.
    let snapshot: SettingsSnapshot

    /// Reads all settings, and goes on after a fault, so that all are found.
    ///
    /// - Parameters:
    ///   - settings: The settings in force.
    ///   - rulebooks: The rulebooks that they name; `nil` if these are not sound.
    ///   - faults: Values that can't be used, and values that contradict each other.
    /// - Returns: `nil` if there is a fault.
    init?(_ settings: Settings, _ rulebooks: RulebookPlace?, faults: inout SettingFaults) {
        let broker = faults.collect { () throws(SettingError) in try settings.connection(name: "rebated worker") }
        var configuration = WorkerConfiguration(broker: broker ?? ConnectionConfiguration(urls: [], name: ""))
        Self.read(settings, into: &configuration, faults: &faults)
        let ledger = faults.collect { () throws(SettingError) in try settings.soundLedger() }
        let budgets = faults.collect { () throws(SettingError) in
            try rulebooks.map { place throws(SettingError) in try Shelf.budgets(settings, place.shelf) } ?? []
        }
        let logLevel = faults.collect { () throws(SettingError) in try settings.logLevel() }
        faults.collect { () throws(SettingError) in _ = try settings.logFormat(isTerminal: false) }
        faults.collect { () throws(SettingError) in _ = try settings.address(.http) }
        faults.collect { () throws(SettingError) in _ = try settings.traceDestination() }
        configuration.stopPoints = faults.collect { () throws(SettingError) in try StopPoints.wanted() } ?? .none
        guard faults.list.isEmpty, let ledger, let budgets, let logLevel, let rulebooks else { return nil }
        self.configuration = configuration
        self.ledger = ledger
        self.renewedLedger = settings.renewedLedger
        self.rulebooks = rulebooks
        self.budgets = budgets
        self.logLevel = logLevel
        let files = configuration.broker.urls.flatMap { $0.tls?.files ?? [] } + ledger.files
        self.snapshot = SettingsSnapshot(settings, of: .run, files: Self.digests(of: files))
    }

    private static func read(
        _ settings: Settings,
        into configuration: inout WorkerConfiguration,
        faults: inout SettingFaults
    ) {
        func number(_ setting: Setting, _ range: ClosedRange<Int>, _ faults: inout SettingFaults) -> Int? {
            faults.collect { () throws(SettingError) in try settings.integer(setting, in: range) }
        }
        let (prefetch, batch) = (number(.prefetch, 1...65_535, &faults), number(.batch, 1...10_000, &faults))
        if let prefetch, let batch {
            configuration.prefetch = UInt16(clamping: prefetch)
            configuration.batch = batch
        }
        configuration.deliveryLimit = number(.deliveryLimit, 1...1_000, &faults) ?? 1
        configuration.drain = faults.collect { () throws(SettingError) in try settings.duration(.drain) } ?? .zero
        configuration.trustedUsers = Set(settings.texts(.trustedUsers))
        let choice = faults.collect { () throws(SettingError) in
            try settings.choice(.reviewsWithoutUser, of: ["accept", "refuse"])
        }
        configuration.takesReviewsWithoutUser = choice == "accept"
        let urls = configuration.broker.urls
        configuration.management =
            faults.collect { () throws(SettingError) in try settings.management(urls) }.flatMap { $0 }
        for url in urls {
            do throws(AMQPError) { try url.tls?.check() } catch {
                faults.add(SettingError(source: settings.find(.broker)?.source ?? "--broker", problem: error.message))
            }
        }
    }

    private static func digests(of files: [String]) -> [String: [UInt8]] {
        var digests: [String: [UInt8]] = [:]
        for file in files {
            digests[file] = FileManager.default.contents(atPath: file).map { SHA256.digest(Array($0)) } ?? []
        }
        return digests
    }
}

/// The rulebooks that settings name, and the folder as it was before they were read.
struct RulebookPlace: Sendable {
    let folder: RulebookFolder?
    let shelf: RulebookShelf

    /// Reads the rulebooks.
    init(_ settings: Settings) throws(RulebookFault) {
        // Looked at before it is read, so that what changes meanwhile is not missed.
        self.folder = settings.text(.rulebooks).map { RulebookFolder($0) }
        self.shelf = try Shelf.load(settings.text(.rulebooks))
    }
}

extension Settings {
    /// Where the ledger is, understood.
    fileprivate func soundLedger() throws(SettingError) -> LedgerLocation {
        let location = try self.ledgerLocation()
        do throws(LedgerFault) { try location.check() } catch {
            throw SettingError(source: self.find(.ledger)?.source ?? "--ledger", problem: error.message)
        }
        return location
    }
}

extension StopPoints {
    /// What the environment asks for, for tests of faults.
    fileprivate static func wanted() throws(SettingError) -> StopPoints {
        let name = Settings.faultVariable
        guard let text = ProcessInfo.processInfo.environment[name], !text.isEmpty else { return .none }
        do throws(StopPoints.Mistake) { return try StopPoints(text) } catch {
            throw SettingError(source: name, problem: error.description)
        }
    }
}
