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
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // The engine: from exact numbers to a quote.
    .target(name: "Quantities", swiftSettings: strict),
    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "PolicyModel", dependencies: ["Quantities", "Diagnostics"], swiftSettings: strict),
    .target(
      name: "PolicyProgram", dependencies: ["PolicyModel", "Quantities", "Diagnostics"], swiftSettings: strict),
    .target(
      name: "PolicyLanguage", dependencies: ["PolicyProgram", "PolicyModel", "Quantities", "Diagnostics"],
      swiftSettings: strict),
    .target(
      name: "PolicyEngine",
      dependencies: ["PolicyLanguage", "PolicyProgram", "PolicyModel", "Quantities", "Diagnostics"],
      swiftSettings: strict),

    // The same program for a data warehouse.
    .target(
      name: "PolicySQL", dependencies: ["PolicyProgram", "PolicyModel", "Quantities", "Diagnostics"],
      swiftSettings: strict),

    // The plugins: everything the core has no word for.
    .target(
      name: "Pricing", dependencies: ["PolicyModel", "Quantities", "Diagnostics"], path: "Plugins/Pricing",
      swiftSettings: strict),
    .target(
      name: "Notification", dependencies: ["PolicyModel", "Quantities", "Diagnostics"], path: "Plugins/Notification",
      swiftSettings: strict),

    // The account book, and the desk that sells by it.
    .target(name: "VATNumbers", swiftSettings: strict),
    .target(
      name: "AccountBook",
      dependencies: [
        "Quantities", "Diagnostics", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(name: "CCurlShim"),
    .target(
      name: "VATConsultation", dependencies: ["VATNumbers", "Diagnostics", "CCurlShim"], swiftSettings: strict),
    .target(
      name: "Desk",
      dependencies: [
        "AccountBook", "VATNumbers", "PolicyEngine", "PolicyLanguage", "PolicyProgram", "PolicyModel", "Quantities",
        "Diagnostics",
      ],
      swiftSettings: strict),

    // The shell.
    .systemLibrary(
      name: "CLibedit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
    .target(name: "CLibeditShim", dependencies: ["CLibedit"]),
    .target(
      name: "Console",
      dependencies: [
        "Desk", "AccountBook", "PolicyEngine", "PolicyLanguage", "PolicyProgram", "PolicyModel", "Quantities",
        "Diagnostics",
        "CLibeditShim",
      ],
      swiftSettings: strict),
    // A function written by hand, to measure evaluators against.
    .target(name: "CPolicyBenchmark"),
    .executableTarget(
      name: "listino",
      dependencies: [
        "Console", "Desk", "AccountBook", "VATConsultation", "VATNumbers", "PolicyEngine", "PolicyLanguage",
        "PolicyProgram",
        "PolicySQL", "PolicyModel", "Quantities", "Diagnostics", "Pricing", "Notification", "CPolicyBenchmark",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict,
      // At a fixed place in memory: 90,000 addresses need not be mended at each start. And no table of names for
      // libraries loaded later, which would be looked through for those of the libraries there are.
      linkerSettings: [
        .unsafeFlags(
          ["-Xclang-linker", "-no-pie", "-Xlinker", "--no-export-dynamic"],
          .when(platforms: [.linux], configuration: .release))
      ]),

    // The tests.
    .target(
      name: "TestSupport", dependencies: ["PolicyEngine", "PolicyLanguage", "PolicyProgram", "Quantities"],
      path: "Tests/Support",
      swiftSettings: strict),
    .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"], swiftSettings: strict),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
    .testTarget(
      name: "PolicyLanguageTests",
      dependencies: [
        "TestSupport", "PolicyEngine", "PolicyLanguage", "PolicyProgram", "PolicyModel", "Quantities", "Diagnostics",
        "Pricing",
        "Notification",
      ],
      exclude: ["Mistakes"], swiftSettings: strict),
    .testTarget(
      name: "PolicyEngineTests",
      dependencies: [
        "TestSupport", "PolicyEngine", "PolicyLanguage", "PolicyProgram", "PolicyModel", "Quantities", "Diagnostics",
        "Pricing",
        "Notification",
      ],
      exclude: ["BrokenBooks"], swiftSettings: strict),
    .testTarget(
      name: "VectorTests",
      dependencies: [
        "TestSupport", "PolicyEngine", "PolicyLanguage", "PolicyProgram", "PolicyModel", "Quantities", "Diagnostics",
        "Pricing",
        "Notification",
      ],
      exclude: ["Books"], swiftSettings: strict),
    .testTarget(
      name: "PolicySQLTests",
      dependencies: [
        "PolicySQL", "PolicyEngine", "PolicyLanguage", "PolicyProgram", "PolicyModel", "Quantities", "Diagnostics",
        "Pricing",
        "Notification",
      ],
      exclude: ["golden", "Books", "Endings"], swiftSettings: strict),
    .testTarget(
      name: "VATNumbersTests", dependencies: ["VATNumbers"], exclude: ["vat-numbers.csv"], swiftSettings: strict),
    .testTarget(
      name: "VATConsultationTests", dependencies: ["TestSupport", "VATConsultation", "VATNumbers"],
      exclude: ["server.py"],
      swiftSettings: strict),
    .testTarget(
      name: "NotificationTests", dependencies: ["Notification", "PolicyModel", "Quantities"], exclude: ["golden"],
      swiftSettings: strict),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "Console", "PolicyEngine", "PolicyLanguage", "PolicyProgram", "PolicyModel", "Quantities", "Diagnostics",
        "Pricing",
        "Notification",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "AccountBookTests",
      dependencies: ["AccountBook", "Quantities", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .testTarget(
      name: "DeskTests",
      dependencies: [
        "Console", "Desk", "AccountBook", "VATNumbers", "PolicyEngine", "PolicyLanguage", "PolicyProgram",
        "PolicyModel", "Quantities",
        "Diagnostics", "Pricing", "Notification", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "TestSupport", "listino", "PolicyEngine", "PolicyLanguage", "PolicyProgram", "PolicyModel", "Diagnostics",
      ],
      exclude: ["terminal", "golden", "desk"], swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
  ]
)
