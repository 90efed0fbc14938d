// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "decision-benchmark",
    dependencies: [.package(name: "rebated", path: "../../..")],
    targets: [
        .target(name: "Counters"),
        .executableTarget(
            name: "DecisionBenchmark",
            dependencies: ["Counters", .product(name: "Decisions", package: "rebated")]
        ),
    ],
    swiftLanguageModes: [.v6]
)
