// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
]

/// Warnings end a build only where the checks run, so that a newer compiler's new warning never stops a user.
let strict: [SwiftSetting] =
    Context.environment["ATHENA_STRICT"] == nil ? house : house + [.treatAllWarnings(as: .error)]

/// A race that the thread sanitizer must find, for the check that it still would.
let planted: [SwiftSetting] =
    Context.environment["ATHENA_PLANTED_RACE"] == nil ? strict : strict + [.define("PLANTED_RACE")]

let package = Package(
    name: "athena",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "athena", targets: ["athena"]),
        .library(name: "AthenaJSON", targets: ["AthenaJSON"]),
        .library(name: "AthenaMCP", targets: ["AthenaMCP"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .target(name: "AthenaJSON", swiftSettings: strict),
        .target(name: "AthenaMCP", dependencies: ["AthenaJSON"], swiftSettings: strict),
        .target(
            name: "AthenaCore",
            dependencies: ["AthenaJSON", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict
        ),
        .target(name: "AthenaSQL", dependencies: ["AthenaJSON", "AthenaCore"], swiftSettings: strict),
        .target(
            name: "AthenaSQLite",
            dependencies: [
                "AthenaCore",
                "AthenaSQL",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "AthenaOperations",
            dependencies: ["AthenaJSON", "AthenaMCP", "AthenaCore"],
            swiftSettings: strict
        ),
        .target(
            name: "AthenaServer",
            dependencies: [
                "AthenaJSON",
                "AthenaMCP",
                "AthenaCore",
                "AthenaOperations",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "athena",
            dependencies: [
                "AthenaJSON",
                "AthenaMCP",
                "AthenaCore",
                "AthenaSQL",
                "AthenaSQLite",
                "AthenaOperations",
                "AthenaServer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "AthenaTestKit",
            dependencies: ["AthenaCore"],
            path: "Tests/AthenaTestKit",
            swiftSettings: strict
        ),
        .testTarget(
            name: "AthenaJSONTests",
            dependencies: ["AthenaJSON", "AthenaTestKit"],
            swiftSettings: strict
        ),
        .testTarget(name: "AthenaMCPTests", dependencies: ["AthenaMCP", "AthenaJSON"], swiftSettings: planted),
        .testTarget(
            name: "AthenaCoreTests",
            dependencies: ["AthenaCore", "AthenaSQLite", "AthenaJSON", "AthenaTestKit"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "AthenaSQLiteTests",
            dependencies: ["AthenaSQLite", "AthenaSQL", "AthenaCore", "AthenaJSON", "AthenaTestKit"],
            exclude: ["Golden"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "AthenaOperationsTests",
            dependencies: [
                "AthenaOperations", "AthenaSQLite", "AthenaCore", "AthenaMCP", "AthenaJSON", "AthenaTestKit",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "AthenaServerTests",
            dependencies: [
                "AthenaServer", "AthenaSQLite", "AthenaOperations", "AthenaCore", "AthenaMCP", "AthenaJSON",
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "athenaTests", dependencies: ["athena", "AthenaCore", "AthenaJSON"], swiftSettings: strict),
    ]
)
