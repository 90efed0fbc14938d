internal import DeskSite
internal import Logging
internal import Operations
internal import ServiceLifecycle
internal import UnixSignals

/// Reads the site's settings again at each SIGHUP: who may use it and the log level change at once.
///
/// Passwords and certificates of the broker and the ledger need no signal: they are read at each new connection.
struct ConsoleReload: Service, CustomStringConvertible {
    let hangUps: UnixSignalsSequence
    let read: @Sendable () throws(SettingError) -> Settings
    let first: Settings
    let place: SiteConfiguration
    let site: Site
    let logger: Logger
    let output: LogOutput

    var description: String { "the settings" }

    func run() async throws {
        var present = SettingsSnapshot(self.first, of: .console)
        for await _ in self.hangUps.cancelOnGracefulShutdown() {
            do throws(SettingError) {
                let settings = try self.read()
                let access = try settings.access(at: self.place)
                self.output.level = try settings.logLevel()
                self.site.admit(access)
                let now = SettingsSnapshot(settings, of: .console)
                self.tell(now.changes(since: present))
                present = now
            } catch {
                self.logger.error("the changed settings are refused, those in force stay: \(error)")
            }
        }
    }

    private func tell(_ difference: SettingsSnapshot.Difference) {
        for setting in difference.settings where setting.change != .atOnce {
            self.logger.warning("\(setting.name) has changed, which takes effect when the process starts again")
        }
        let names = difference.settings(.atOnce).map(\.name).joined(separator: ", ")
        self.logger.notice("the settings were read again, with the tokens\(names.isEmpty ? "" : "; changed: \(names)")")
    }
}
