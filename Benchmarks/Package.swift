// swift-tools-version: 6.2
import PackageDescription

/// What Athena is compared with; a package of its own, so that nobody who builds Athena builds this.
let package = Package(
    name: "athena-benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [.package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1")],
    targets: [
        .executableTarget(
            name: "EmptyHandler",
            dependencies: [.product(name: "Hummingbird", package: "hummingbird")]
        )
    ]
)
