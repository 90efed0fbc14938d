internal import ArgumentParser
internal import Foundation
internal import Operations

/// The options of a worker, for those who run one and those who check its settings.
struct WorkerOptions: ParsableArguments {
    @OptionGroup var broker: BrokerOptions
    @OptionGroup var ledger: LedgerOptions
    @Option(.management) var management: String?
    @Option(.managementFile) var managementFile: String?
    @Option(.trustedUsers) var trustedUsers: [String]
    @Option(.reviewsWithoutUser) var reviewsWithoutUser: String?
    @Option(.budget) var budget: [String]
    @Option(.prefetch) var prefetch: String?
    @Option(.batch) var batch: String?
    @Option(.deliveryLimit) var deliveryLimit: String?
    @Option(.drain) var drain: String?
    @Option(.http) var http: String?
    @Option(.traces) var traces: String?
    @Option(.traceSample) var traceSample: String?

    /// What the command line says.
    var flags: [String: [String]] {
        let own: [Setting: [String]] = [
            .management: self.management.given, .managementFile: self.managementFile.given,
            .trustedUsers: self.trustedUsers, .reviewsWithoutUser: self.reviewsWithoutUser.given,
            .budget: self.budget, .prefetch: self.prefetch.given, .batch: self.batch.given,
            .deliveryLimit: self.deliveryLimit.given, .drain: self.drain.given,
            .http: self.http.given, .traces: self.traces.given, .traceSample: self.traceSample.given,
        ]
        return self.broker.flags(own.merging(self.ledger.flags) { own, _ in own })
    }

    /// The settings in force now: files are read each time.
    func settings(_ faults: inout SettingFaults) -> Settings {
        Settings(flags: self.flags, environment: ProcessInfo.processInfo.environment, faults: &faults)
    }
}
