internal import AMQP
internal import ArgumentParser
internal import Operations

/// Exit statuses, as `sysexits.h` numbers them.
enum Exit {
    /// The command line or the configuration is wrong.
    static let usage = ExitCode(64)
    /// The broker or another service can't be reached or refuses.
    static let unavailable = ExitCode(69)

    /// Turns faults of settings and of the broker into one line on standard error and an exit status.
    static func reporting<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as SettingError {
            Console.complain("rebated: \(error)")
            throw Self.usage
        } catch let error as AMQPError {
            Console.complain("rebated: \(error)")
            throw Self.unavailable
        }
    }
}
