// swift-tools-version: 6.2
import PackageDescription

/// One strict standard for every room of the house.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "listino",
  products: [
    .executable(name: "listino", targets: ["listino"]),
    .library(name: "PolicyModel", targets: ["PolicyModel"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // The engine: from exact numbers to a quote.
    .target(name: "Quantities", swiftSettings: strict),
    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "PolicyModel", dependencies: ["Quantities", "Diagnostics"], swiftSettings: strict),
    .target(
      name: "PolicyLanguage", dependencies: ["PolicyModel", "Quantities", "Diagnostics"],
      swiftSettings: strict),
    .target(
      name: "PolicyEngine", dependencies: ["PolicyLanguage", "PolicyModel", "Quantities", "Diagnostics"],
      swiftSettings: strict),

    // The plugins: everything the core has no word for.
    .target(
      name: "Pricing", dependencies: ["PolicyModel", "Quantities", "Diagnostics"], path: "Plugins/Pricing",
      swiftSettings: strict),
    .target(
      name: "Notification", dependencies: ["PolicyModel", "Diagnostics"], path: "Plugins/Notification",
      swiftSettings: strict),

    // The shell.
    .systemLibrary(
      name: "CLibedit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
    .target(name: "CLibeditShim", dependencies: ["CLibedit"]),
    .target(
      name: "Console",
      dependencies: [
        "PolicyEngine", "PolicyLanguage", "PolicyModel", "Quantities", "Diagnostics", "CLibeditShim",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "listino",
      dependencies: [
        "Console", "PolicyEngine", "PolicyLanguage", "PolicyModel", "Quantities", "Diagnostics", "Pricing",
        "Notification", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The tests.
    .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"], swiftSettings: strict),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
    .testTarget(
      name: "PolicyLanguageTests",
      dependencies: [
        "PolicyEngine", "PolicyLanguage", "PolicyModel", "Quantities", "Diagnostics", "Pricing", "Notification",
      ],
      exclude: ["Mistakes"], swiftSettings: strict),
    .testTarget(
      name: "PolicyEngineTests",
      dependencies: [
        "PolicyEngine", "PolicyLanguage", "PolicyModel", "Quantities", "Diagnostics", "Pricing", "Notification",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "VectorTests",
      dependencies: [
        "PolicyEngine", "PolicyLanguage", "PolicyModel", "Quantities", "Diagnostics", "Pricing", "Notification",
      ],
      exclude: ["Books"], swiftSettings: strict),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "Console", "PolicyEngine", "PolicyLanguage", "PolicyModel", "Quantities", "Diagnostics", "Pricing",
        "Notification",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["listino"], exclude: ["terminal", "golden"], swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
  ]
)
