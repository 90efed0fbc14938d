internal import ArgumentParser
internal import Foundation
internal import Operations
internal import Rulebook

/// Reads everything as a worker would, and tells every fault.
struct ConfigCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reads all settings as a worker would, and reports every fault with the place where it stands.",
        discussion: """
            Takes the options of `rebated run` and `rebated console`; the site's settings are checked if any of them is set. \
            Configuration files, secret files, certificates and rulebooks are read; neither the broker nor the ledger is \
            asked. The exit status is 64 if anything is wrong.
            """
    )

    @OptionGroup var worker: WorkerOptions
    @OptionGroup var site: SiteOptions

    func run() async throws {
        var faults = SettingFaults()
        let settings = Settings.all(self.worker, self.site, faults: &faults)
        var unsound: RulebookFault?
        var rulebooks: RulebookPlace?
        do throws(RulebookFault) { rulebooks = try RulebookPlace(settings) } catch { unsound = error }
        _ = WorkerSettings(settings, rulebooks, faults: &faults)
        if settings.concernsSite {
            faults.collect { () throws(SettingError) in _ = try settings.access(at: try settings.site()) }
        }
        for warning in settings.warnings { Console.complain("rebated: warning: \(Console.clean(warning))") }
        for diagnostic in unsound?.diagnostics ?? [] { Console.complain("\(diagnostic)") }
        for fault in faults.list { Console.complain("rebated: \(Console.clean(fault.description))") }
        let count = faults.list.count + (unsound?.diagnostics.count ?? 0)
        guard count == 0 else {
            Console.complain(count == 1 ? "1 fault" : "\(count) faults")
            throw Exit.usage
        }
        Console.say("the settings are sound")
    }
}

extension Settings {
    /// What the options of a worker and of the site say together.
    static func all(_ worker: WorkerOptions, _ site: SiteOptions, faults: inout SettingFaults) -> Settings {
        let own = Dictionary(uniqueKeysWithValues: site.flags.map { ($0.key.name, $0.value) })
        return Settings(
            flags: worker.flags.merging(own) { worker, _ in worker },
            environment: ProcessInfo.processInfo.environment,
            faults: &faults
        )
    }

    /// Whether anybody sets something that only the reviewers' site reads.
    fileprivate var concernsSite: Bool {
        Setting.known.contains { $0.readers == [.console] && self.find($0).map { !$0.isDefault } ?? false }
    }
}
