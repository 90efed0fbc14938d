import BenchmarkCounters
import Foundation
import Rulebook

/// Measures every stage of a decision for the acceptance cases in each file that is named.
///
/// A line for each program and stage: nanoseconds and blocks of memory for one application, with tabs between, and how
/// many applications there are. Under valgrind's callgrind the instructions of each stage are dumped under
/// `program/stage`, for all applications together, and no time is measured.
enum DecisionBenchmark {
    private static let slice = Duration.milliseconds(100)

    static func run(_ files: some Sequence<String>) throws {
        let shelf = RulebookShelf(try BundledRulebooks.load())
        for file in files {
            let url = URL(fileURLWithPath: file)
            let samples = try Sample.all(in: Array(try Data(contentsOf: url)), shelf: shelf)
            let program = url.deletingPathExtension().lastPathComponent
            for stage in Stage.allCases {
                let round = { for sample in samples { stage.run(sample, shelf: shelf) } }
                // What is made once for the whole process is made now.
                round()
                let allocations = self.allocations(round)
                let name = "\(program)/\(stage.rawValue)"
                let time = counts_instructions() != 0 ? self.count(name, round) : self.time(round)
                let count = Double(samples.count)
                print(program, stage.rawValue, samples.count, time / count, allocations / count, separator: "\t")
            }
        }
    }

    private static func allocations(_ round: () -> Void) -> Double {
        let before = allocation_count()
        round()
        return Double(allocation_count() - before)
    }

    private static func count(_ name: String, _ round: () -> Void) -> Double {
        instructions_begin()
        round()
        instructions_end(name)
        return 0
    }

    /// Nanoseconds of one round: the least of several slices, since whatever disturbs a slice makes it longer.
    private static func time(_ round: () -> Void) -> Double {
        let clock = ContinuousClock()
        var least = Double.infinity
        for _ in 0..<5 {
            var rounds = 0
            let start = clock.now
            repeat {
                round()
                rounds += 1
            } while start.duration(to: clock.now) < self.slice
            let taken = start.duration(to: clock.now)
            let nanoseconds = Double(taken.components.attoseconds) / 1e9 + Double(taken.components.seconds) * 1e9
            least = min(least, nanoseconds / Double(rounds))
        }
        return least
    }
}
