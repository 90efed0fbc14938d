import Diagnosis
import Ledger
import Testing

@Suite struct MeasurementsTests {
    private static func reading(_ at: Double, _ counts: [String: Double?]) -> Reading {
        var reading = Reading(at: at, clock: "")
        reading.workers = counts.sorted { $0.key < $1.key }
            .map { name, count in
                let page = count.map { MetricsPage(samples: ["rebated_applications_total": [.init([:], $0)]]) }
                return WorkerReading(name, at: at, page: page)
            }
        return reading
    }

    private static func measured(_ readings: [Reading]) -> Measurements {
        var measurements = Measurements()
        for reading in readings { measurements.add(reading) }
        return measurements
    }

    @Test func ratesAreSummedOverWorkers() {
        let measurements = Self.measured([
            Self.reading(0, ["a": 0, "b": 100]), Self.reading(1, ["a": 10, "b": 130]),
        ])
        #expect(measurements.rate("rebated_applications_total") == 40)
        #expect(measurements.rate("rebated_applications_total", worker: "a") == 10)
        #expect(measurements.history == [40])
    }

    @Test func aRestartMakesNothingRunBackwards() {
        let measurements = Self.measured([Self.reading(0, ["a": 1_000]), Self.reading(2, ["a": 6])])
        #expect(measurements.rate("rebated_applications_total") == 3)
    }

    @Test func aRateIsOfTheLastSeconds() {
        let measurements = Self.measured((0...10).map { Self.reading(Double($0), ["a": $0 < 5 ? 0 : Double($0 - 5)]) })
        #expect(measurements.rate("rebated_applications_total", over: 5) == 1)
        #expect(measurements.rate("rebated_applications_total", over: 10) == 0.5)
    }

    @Test func aWorkerThatFallsSilentCountsNoMore() {
        let measurements = Self.measured([Self.reading(0, ["a": 0]), Self.reading(1, ["a": nil])])
        #expect(measurements.rate("rebated_applications_total") == 0)
        #expect(measurements.troubles.contains { $0.isFault && $0.words.contains("worker a does not answer") })
    }

    @Test func oneReadingHasNoRate() {
        #expect(Self.measured([Self.reading(0, ["a": 5])]).rate("rebated_applications_total") == 0)
        #expect(Measurements().troubles == [.warning("nothing was read yet")])
    }

    @Test func theLedgersCountOfTheOutboxGoesFirst() {
        var reading = Self.reading(0, [:])
        var counts = LedgerCounts()
        counts.returnedEvents = 3
        reading.ledger = counts
        let measurements = Self.measured([reading])
        #expect(measurements.outbox.returned == 3)
        #expect(measurements.troubles.contains { $0.isFault && $0.words.contains("3 events found no queue") })
    }
}
