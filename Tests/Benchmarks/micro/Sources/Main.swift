import Foundation

/// What is hot, measured alone; `Tests/bench micro` starts it.
///
///     MicroBenchmark decisions FILE…                 the stages of a decision, for the acceptance cases in the files
///     MicroBenchmark ledger LEDGER FILE BATCH…       commits, for the applications in the file, one a line
///     MicroBenchmark path LEDGER FILE BATCH          from messages in the file, one a line, to their commit
///     MicroBenchmark amqp URL QUEUE COUNT SIZE       publishing with confirms, consuming with acknowledgements
///
/// Prints a line for each measurement, with tabs between its parts.
@main
enum Main {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("decisions", 2...):
            try DecisionBenchmark.run(arguments.dropFirst())
        case ("ledger", 4...):
            let benchmark = try await LedgerBenchmark(ledger: arguments[1], file: arguments[2])
            for size in arguments.dropFirst(3).compactMap({ Int($0) }) { try await benchmark.run(batchesOf: size) }
            await benchmark.close()
        case ("path", 4):
            // Not awaited here: valgrind can't stand a process whose first thread has ended.
            let path = Task.detached {
                let benchmark = try await PathBenchmark(ledger: arguments[1], file: arguments[2])
                try await benchmark.run(batchesOf: Int(arguments[3]) ?? 256)
            }
            Self.waitHere(for: path)
        case ("amqp", 5):
            let benchmark = try BrokerBenchmark(url: arguments[1], queue: arguments[2])
            try await benchmark.run(count: Int(arguments[3]) ?? 10_000, size: Int(arguments[4]) ?? 2_048)
        default:
            FileHandle.standardError.write(Data("usage: MicroBenchmark decisions|ledger|path|amqp …\n".utf8))
            exit(64)
        }
    }

    /// Keeps the first thread until the task has ended.
    private static func waitHere(for task: Task<Void, any Error>) {
        let ended = DispatchSemaphore(value: 0)
        Task.detached {
            if case .failure(let error) = await task.result {
                FileHandle.standardError.write(Data("\(error)\n".utf8))
                exit(1)
            }
            ended.signal()
        }
        ended.wait()
    }
}
