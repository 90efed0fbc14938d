// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "feel-benchmark",
    dependencies: [.package(name: "rebated", path: "../../..")],
    targets: [
        .target(name: "AllocationCounter"),
        .executableTarget(
            name: "FEELBenchmark",
            dependencies: ["AllocationCounter", .product(name: "FEEL", package: "rebated")]
        ),
    ],
    swiftLanguageModes: [.v6]
)
