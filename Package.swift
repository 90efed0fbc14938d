// swift-tools-version: 6.3
import PackageDescription

// A misspelt feature name is ignored in silence: compare with `swiftc -print-supported-features`.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

// For the modules that meet C: every unsafe use is marked in the source, so that review can search for it.
let cBoundary = strict + [.strictMemorySafety(), .treatWarning("StrictMemorySafety", as: .error)]

let package = Package(
    name: "rebated",
    products: [
        .executable(name: "rebated", targets: ["rebated"]),
        // For the benchmark of the rule language, which is a package of its own.
        .library(name: "FEEL", targets: ["FEEL"]),
        // What is hot, measured alone: Tests/Benchmarks/micro. Built with the release, so that it costs little more.
        .executable(name: "MicroBenchmark", targets: ["MicroBenchmark"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-async-algorithms", exact: "1.1.4"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-distributed-tracing", exact: "1.7.3"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CRabbitMQ",
            pkgConfig: "librabbitmq",
            providers: [.apt(["librabbitmq-dev"])]
        ),
        // What librabbitmq-dev depends on anyway; see Sources/AMQP/Transport/TLSSession.swift for why it is used directly.
        .systemLibrary(
            name: "COpenSSL",
            pkgConfig: "openssl",
            providers: [.apt(["libssl-dev"])]
        ),
        .systemLibrary(
            name: "CPostgreSQL",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"])]
        ),
        // The library that GRDB links; GRDB builds without pkg-config, and so does this.
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(
            name: "CEditLine",
            pkgConfig: "libedit",
            providers: [.apt(["libedit-dev"])]
        ),
        .systemLibrary(
            name: "CXlsxWriter",
            pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"])]
        ),
        .systemLibrary(
            name: "CZip",
            pkgConfig: "libzip",
            providers: [.apt(["libzip-dev"])]
        ),
        .systemLibrary(
            name: "CSystemd",
            pkgConfig: "libsystemd",
            providers: [.apt(["libsystemd-dev"])]
        ),
        // Not a system library with pkg-config: simdjson.pc has a flag that SwiftPM warns of on each build.
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "Digest", dependencies: ["COpenSSL"], swiftSettings: cBoundary),
        .target(name: "JSON", dependencies: ["CSimdjson"], swiftSettings: cBoundary),
        .target(name: "FEEL", swiftSettings: strict),
        .target(name: "FEELCommand", dependencies: ["FEEL", "JSON"], swiftSettings: strict),
        .target(name: "LineEditing", dependencies: ["CEditLine"], swiftSettings: cBoundary),
        .target(name: "AMQP", dependencies: ["COpenSSL", "CRabbitMQ"], swiftSettings: cBoundary),
        .target(name: "PostgreSQL", dependencies: ["CPostgreSQL"], swiftSettings: cBoundary),
        .target(
            name: "SQLite",
            dependencies: ["CSQLite", .product(name: "GRDBSQLite", package: "GRDB.swift")],
            swiftSettings: cBoundary
        ),
        .target(name: "Systemd", dependencies: ["CSystemd"], swiftSettings: cBoundary),
        .target(name: "Workbook", dependencies: ["CXlsxWriter", "CZip"], swiftSettings: cBoundary),
        .target(name: "Messages", dependencies: ["JSON"], swiftSettings: strict),
        .target(
            name: "Telemetry",
            dependencies: [.product(name: "CoreMetrics", package: "swift-metrics")],
            swiftSettings: strict
        ),
        .target(
            name: "Rulebook",
            dependencies: [
                "Digest",
                "FEEL",
                "JSON",
                "Messages",
                .product(name: "Yams", package: "Yams"),
            ],
            resources: [.embedInCode("Programs")],
            swiftSettings: strict
        ),
        .target(
            name: "Adjudication",
            dependencies: ["FEEL", "JSON", "Messages", "Rulebook"],
            swiftSettings: strict
        ),
        .target(
            name: "Forms",
            dependencies: ["Adjudication", "FEEL", "JSON", "Messages", "Rulebook", "Workbook"],
            swiftSettings: strict
        ),
        .target(
            name: "Ledger",
            dependencies: [
                "Digest",
                "JSON",
                "Messages",
                "PostgreSQL",
                "SQLite",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Settlement",
            dependencies: [
                "Adjudication",
                "Digest",
                "JSON",
                "Ledger",
                "Messages",
                "Rulebook",
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Operations",
            dependencies: [
                "JSON",
                "Messages",
                "Telemetry",
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Pipeline",
            dependencies: [
                "AMQP",
                "Adjudication",
                "Digest",
                "JSON",
                "Ledger",
                "Messages",
                "Rulebook",
                "Settlement",
                "Telemetry",
                .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Desk",
            dependencies: ["AMQP", "FEEL", "JSON", "Ledger", "Messages", "Rulebook"],
            swiftSettings: strict
        ),
        .target(
            name: "DeskSite",
            dependencies: [
                "Desk",
                "Digest",
                "FEEL",
                "JSON",
                "Ledger",
                "Messages",
                "Rulebook",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Diagnosis",
            dependencies: ["AMQP", "Desk", "FEEL", "JSON", "Ledger", "Messages", "Pipeline", "Rulebook"],
            swiftSettings: strict
        ),
        .target(
            name: "HealthSite",
            dependencies: [
                "Operations",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "rebated",
            dependencies: [
                "AMQP",
                "Adjudication",
                "Desk",
                "DeskSite",
                "Diagnosis",
                "Digest",
                "FEEL",
                "FEELCommand",
                "Forms",
                "HealthSite",
                "JSON",
                "Ledger",
                "LineEditing",
                "Messages",
                "Operations",
                "Pipeline",
                "PostgreSQL",
                "Rulebook",
                "Settlement",
                "Systemd",
                "Telemetry",
                "Workbook",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .target(name: "BenchmarkCounters", path: "Tests/Benchmarks/micro/Counters"),
        .executableTarget(
            name: "MicroBenchmark",
            dependencies: [
                "AMQP",
                "Adjudication",
                "BenchmarkCounters",
                "Digest",
                "JSON",
                "Ledger",
                "Messages",
                "Rulebook",
                "Settlement",
            ],
            path: "Tests/Benchmarks/micro/Sources",
            swiftSettings: strict
        ),
        .testTarget(name: "AMQPTests", dependencies: ["AMQP"], swiftSettings: strict),
        .testTarget(name: "AMQPIntegrationTests", dependencies: ["AMQP"], swiftSettings: strict),
        .testTarget(name: "PostgreSQLTests", dependencies: ["PostgreSQL"], swiftSettings: strict),
        .testTarget(
            name: "PostgreSQLIntegrationTests",
            dependencies: ["Ledger", "Messages", "PostgreSQL"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "DeskTests",
            dependencies: ["Adjudication", "Desk", "JSON", "Ledger", "Messages", "Rulebook", "Settlement"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "DeskSiteTests",
            dependencies: ["Adjudication", "Desk", "DeskSite", "JSON", "Ledger", "Messages", "Rulebook", "Settlement"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "DiagnosisTests",
            dependencies: ["AMQP", "Desk", "Diagnosis", "FEEL", "JSON", "Ledger", "Messages", "Pipeline", "Rulebook"],
            swiftSettings: strict
        ),
        .testTarget(name: "DigestTests", dependencies: ["Digest"], swiftSettings: strict),
        .testTarget(name: "MessagesTests", dependencies: ["JSON", "Messages"], swiftSettings: strict),
        .testTarget(name: "WorkbookTests", dependencies: ["Workbook"], swiftSettings: strict),
        .testTarget(
            name: "FormsTests",
            dependencies: ["Adjudication", "Forms", "JSON", "Rulebook", "Workbook"],
            swiftSettings: strict
        ),
        .testTarget(name: "FEELTests", dependencies: ["FEEL"], resources: [.copy("Cases")], swiftSettings: strict),
        .testTarget(name: "FEELCommandTests", dependencies: ["FEEL", "FEELCommand", "JSON"], swiftSettings: strict),
        .testTarget(name: "RulebookTests", dependencies: ["FEEL", "Rulebook"], swiftSettings: strict),
        .testTarget(
            name: "AdjudicationTests",
            dependencies: ["Adjudication", "FEEL", "JSON", "Messages", "Rulebook"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SettlementTests",
            dependencies: ["Adjudication", "JSON", "Ledger", "Messages", "Rulebook", "Settlement"],
            swiftSettings: strict
        ),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "Digest",
                "JSON",
                "Ledger",
                "Messages",
                "PostgreSQL",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PipelineIntegrationTests",
            dependencies: [
                "AMQP",
                "JSON",
                "Ledger",
                "Messages",
                "Pipeline",
                "Rulebook",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PipelineTests",
            dependencies: [
                "AMQP",
                "Adjudication",
                "Digest",
                "JSON",
                "Ledger",
                "Messages",
                "Operations",
                "Pipeline",
                "Rulebook",
                "Settlement",
                "Telemetry",
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "HealthSiteTests",
            dependencies: ["HealthSite", "Operations", "Telemetry"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "OperationsTests",
            dependencies: [
                "JSON",
                "Messages",
                "Operations",
                "Telemetry",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
