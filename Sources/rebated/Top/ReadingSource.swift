internal import AMQP
internal import Diagnosis
internal import Foundation
internal import Ledger
internal import Messages
internal import Pipeline

/// Reads workers and, where they don't tell, the broker and the ledger.
actor ReadingSource {
    private let named: [WorkerAddress]
    private let connection: ConnectionConfiguration
    private let ledgerText: String?
    private let queues: [String]
    private let http = HTTPClient(within: .seconds(3))

    /// Workers of this machine that answered once: one that falls silent is told of.
    private var known: [WorkerAddress] = []
    /// Since when those of them don't answer, that don't.
    private var silent: [String: ContinuousClock.Instant] = [:]
    /// When ports were tried last for workers that are not known.
    private var searched: ContinuousClock.Instant?
    /// Those that were stopping when they answered last.
    private var draining: Set<String> = []
    private var client: TopologyClient?
    private var ledger: (any Ledger)?
    private var ledgerView = LedgerView()

    /// What the ledger told last; it is asked less often than the workers.
    private struct LedgerView {
        var counts: LedgerCounts?
        var budgets: [Reading.Budget] = []
        var problem: String?
        var at: ContinuousClock.Instant?
    }

    /// After how long a worker that does not answer is forgotten: it was seen to be gone.
    private static let memory = Duration.seconds(120)
    /// How often ports are tried for new workers, and the ledger is asked.
    private static let pause = Duration.seconds(5)

    /// A source that has read nothing yet.
    ///
    /// - Parameters:
    ///   - named: Workers that were named; empty to find those of this machine.
    ///   - connection: Where the broker is.
    ///   - ledger: The ledger, if it is to be read.
    ///   - programs: The programs whose task queues are counted.
    init(named: [WorkerAddress], connection: ConnectionConfiguration, ledger: String?, programs: [String]) {
        self.named = named
        self.connection = connection
        self.ledgerText = ledger
        self.queues = WorkTopology(portals: [], programs: programs).declarations.queues.map(\.name)
    }

    /// Reads everything once.
    func read() async -> Reading {
        await self.search()
        var reading = Reading(at: Self.now, clock: Self.clock)
        let addresses = self.named.isEmpty ? self.known : self.named
        reading.workers = await withTaskGroup(of: WorkerReading.self) { [http = self.http] group in
            for address in addresses { group.addTask { await address.read(http) } }
            var workers: [WorkerReading] = []
            for await worker in group { workers.append(worker) }
            return workers.sorted { $0.name < $1.name }
        }
        self.forget(&reading.workers)
        if !reading.workers.contains(where: { $0.page != nil }) { await self.askBroker(&reading) }
        if self.ledgerText != nil { await self.askLedger(&reading) }
        return reading
    }

    func close() async {
        await self.client?.close()
        await self.ledger?.close()
    }

    /// Lets go of workers that ended as they should, and of those that have been gone for long.
    private func forget(_ workers: inout [WorkerReading]) {
        guard self.named.isEmpty else { return }
        let now = ContinuousClock.now
        var gone: Set<String> = []
        for worker in workers {
            guard worker.page == nil else {
                self.silent[worker.name] = nil
                if worker.readiness?.isDraining == true { self.draining.insert(worker.name) }
                continue
            }
            let since = self.silent[worker.name] ?? now
            self.silent[worker.name] = since
            if self.draining.contains(worker.name) || now - since >= Self.memory { gone.insert(worker.name) }
        }
        workers.removeAll { gone.contains($0.name) }
        self.known.removeAll { gone.contains($0.name) }
        for name in gone {
            self.silent[name] = nil
            self.draining.remove(name)
        }
    }

    /// Tries the ports of this machine, now and then.
    private func search() async {
        let now = ContinuousClock.now
        guard self.named.isEmpty, self.searched.map({ now - $0 >= Self.pause }) ?? true else { return }
        self.searched = now
        let candidates = WorkerAddress.usual.filter { !self.known.contains($0) }
        self.known += await withTaskGroup(of: WorkerAddress?.self) { group in
            for address in candidates {
                group.addTask { await address.probe().readiness == nil ? nil : address }
            }
            var found: [WorkerAddress] = []
            for await address in group { if let address { found.append(address) } }
            return found
        }
    }

    private func askBroker(_ reading: inout Reading) async {
        let client = self.client ?? TopologyClient(self.connection)
        self.client = client
        for queue in self.queues {
            do throws(AMQPError) {
                let count = try await client.messageCount(queue: queue)
                reading.queues.append(QueueFacts(queue, ready: count.ready, consumers: count.consumers))
            } catch {
                // Not every program has reviewers; what must be there and is not, the doctor tells.
                if error.code == .notFound, queue != Names.applications { continue }
                reading.brokerProblem = error.message
                await client.close()
                self.client = nil
                return
            }
        }
    }

    private func askLedger(_ reading: inout Reading) async {
        let now = ContinuousClock.now
        if self.ledgerView.at.map({ now - $0 >= Self.pause }) ?? true {
            self.ledgerView = await self.look()
            self.ledgerView.at = now
        }
        reading.ledger = self.ledgerView.counts
        reading.budgets = self.ledgerView.budgets
        reading.ledgerProblem = self.ledgerView.problem
    }

    private func look() async -> LedgerView {
        var view = LedgerView()
        do throws(LedgerFault) {
            let ledger = try await self.openLedger()
            view.counts = try await ledger.counts()
            view.budgets = try await ledger.budgets().sorted { $0.key < $1.key }
                .map { Reading.Budget($0.key, dollars: Double($0.value) / 100, used: nil) }
        } catch { view.problem = error.message }
        return view
    }

    private func openLedger() async throws(LedgerFault) -> any Ledger {
        if let ledger { return ledger }
        let opened = try await LedgerOpening.open(LedgerLocation(self.ledgerText ?? ""), role: .reader)
        self.ledger = opened
        return opened
    }

    private static let start = ContinuousClock.now

    /// Seconds of a clock that only goes forward.
    fileprivate static var now: Double {
        let span = Self.start.duration(to: .now).components
        return Double(span.seconds) + Double(span.attoseconds) / 1e18
    }

    /// The time of day where the person is.
    private static var clock: String {
        let formatter = DateFormatter()
        formatter.dateFormat = "HH:mm:ss"
        formatter.locale = Locale(identifier: "en_US_POSIX")
        return formatter.string(from: Date())
    }
}

extension WorkerAddress {
    /// What the worker counts, and whether it is ready.
    fileprivate func read(_ http: HTTPClient) async -> WorkerReading {
        async let asked = self.probe()
        let at = ReadingSource.now
        do {
            let answer = try await http.get("\(self.base)/metrics")
            guard answer.status == 200 else {
                return WorkerReading(self.name, at: at, page: nil, problem: "status \(answer.status) at /metrics")
            }
            let page = try MetricsPage(parsing: answer.body)
            return WorkerReading(self.name, at: at, page: page, readiness: await asked.readiness)
        } catch {
            return WorkerReading(self.name, at: at, page: nil, readiness: await asked.readiness, problem: "\(error)")
        }
    }
}
