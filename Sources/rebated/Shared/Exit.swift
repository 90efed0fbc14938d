internal import AMQP
internal import ArgumentParser
internal import HealthSite
internal import Ledger
internal import Operations
internal import Rulebook

/// Exit statuses, as `sysexits.h` numbers them.
enum Exit {
    /// The command line or the configuration is wrong.
    static let usage = ExitCode(64)
    /// A rulebook has faults.
    static let data = ExitCode(65)
    /// The ledger can't be used.
    static let ledger = ExitCode(74)
    /// The broker or another service can't be reached or refuses.
    static let unavailable = ExitCode(69)

    /// Turns faults of settings, broker, rulebooks and ledger into words on standard error and an exit status.
    static func reporting<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as SettingError {
            Console.complain("rebated: \(error)")
            throw Self.usage
        } catch let faults as SettingFaults {
            for fault in faults.list { Console.complain("rebated: \(fault)") }
            throw Self.usage
        } catch let error as AMQPError {
            Console.complain("rebated: \(error)")
            throw Self.unavailable
        } catch let error as HealthSiteFault {
            Console.complain("rebated: \(error)")
            throw Self.usage
        } catch let error as RulebookFault {
            Console.complain("rebated: \(error)")
            throw Self.data
        } catch let error as LedgerFault {
            Console.complain("rebated: \(error)")
            throw Self.ledger
        }
    }
}
