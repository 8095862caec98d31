import Foundation
import Testing

/// Holds who may import whom, over the sources themselves and the package's own description.
@Suite struct ArchitectureTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// What each room may import beside the standard library; everything not listed is forbidden.
  static let allowed: [String: Set<String>] = [
    "Sources/Quantities": [],
    // Synchronization holds the wish to stop; it touches nothing outside.
    "Sources/Diagnostics": ["Synchronization"],
    "Sources/PolicyModel": ["Quantities", "Diagnostics"],
    "Sources/PolicyProgram": ["Quantities", "Diagnostics", "PolicyModel"],
    "Sources/PolicyLanguage": ["Quantities", "Diagnostics", "PolicyModel", "PolicyProgram"],
    // Synchronization holds the pool of evaluators; it touches nothing outside.
    "Sources/PolicyEngine": [
      "Quantities", "Diagnostics", "PolicyModel", "PolicyProgram", "PolicyLanguage", "Synchronization",
    ],
    "Sources/PolicySQL": ["Quantities", "Diagnostics", "PolicyModel", "PolicyProgram"],
    "Plugins/Pricing": ["Quantities", "Diagnostics", "PolicyModel"],
    // A channel writes: the maildrop needs the disk.
    "Plugins/Notification": ["Quantities", "Diagnostics", "PolicyModel", "Glibc"],
    "Sources/VATNumbers": [],
    "Sources/VATConsultation": ["VATNumbers", "Diagnostics", "CCurlShim", "Glibc"],
    // Foundation comes with GRDB; it serves for one spelling of a letter, in names and references. Synchronization holds the file that is opened.
    "Sources/AccountBook": ["Quantities", "Diagnostics", "GRDB", "Glibc", "Foundation", "Synchronization"],
    // Foundation folds the letters of names.
    "Sources/Desk": [
      "Foundation", "AccountBook", "VATNumbers", "PolicyEngine", "PolicyLanguage", "PolicyProgram", "PolicyModel",
      "Quantities",
      "Diagnostics",
    ],
    "Sources/Console": [
      "Desk", "AccountBook", "Quantities", "Diagnostics", "PolicyModel", "PolicyProgram", "PolicyLanguage",
      "PolicyEngine",
      "CLibeditShim", "Glibc",
      "Synchronization",
    ],
    "Sources/listino": [
      "ArgumentParser", "Console", "Desk", "AccountBook", "VATConsultation", "VATNumbers", "Quantities", "Diagnostics",
      "PolicyModel", "PolicyProgram", "PolicyLanguage", "PolicyEngine", "PolicySQL",
      "Pricing", "Notification", "CPolicyBenchmark", "Glibc",
    ],
  ]

  /// The Swift files of a room with the modules each imports.
  static func imports(of room: String) throws -> [(file: String, module: String)] {
    let folder = root.appending(path: room)
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    return try names.flatMap { name in
      try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
          words[..<index].allSatisfy({
            ["public", "package", "internal", "private", "fileprivate", "@testable"].contains($0)
          })
        else { return nil }
        return (name, words[index + 1])
      }
    }
  }

  @Test(arguments: allowed.keys.sorted()) func importsOnlyWhatItMay(room: String) throws {
    for (file, module) in try Self.imports(of: room) {
      #expect(Self.allowed[room]?.contains(module) == true, "\(room)/\(file) imports \(module)")
    }
  }

  /// The core knows none of the plugins' words.
  @Test(arguments: ["PolicyModel", "PolicyLanguage", "PolicyEngine"]) func coreKnowsNoPlugin(module: String) throws {
    let folder = Self.root.appending(path: "Sources/\(module)")
    let words = [
      "\"price\"", "\"catalogue\"", "\"tiers\"", "\"discount\"", "\"vat\"", "\"VAT\"", "\"anniversary\"",
      "\"reseller\"", "\"notify\"", "\"template\"",
    ]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".swift") && !name.contains("Messages/") {
      // The JSON of a quote names its steps by “price”: that is the document's word.
      if name.hasSuffix("QuoteDocument.swift") { continue }
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      for word in words { #expect(!text.contains(word), "\(module)/\(name) knows \(word)") }
    }
  }

  /// What keeps anybody from writing into the account book is asked in one place, so all writing goes through it.
  @Test func theDeskWritesInOnePlace() throws {
    var found: [String] = []
    for room in ["Sources/Desk", "Sources/Console", "Sources/listino"] {
      let folder = Self.root.appending(path: room)
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      where name.hasSuffix(".swift") && !name.hasPrefix("Bench/") {
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        if text.contains("file.change(") { found.append("\(room)/\(name)") }
      }
    }
    #expect(found == ["Sources/Desk/Desk.swift"])
  }

  /// Money is never computed in floating point.
  @Test func noFloatingPoint() throws {
    for room in Self.allowed.keys where room != "Sources/listino" && room != "Sources/Console" {
      let folder = Self.root.appending(path: room)
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift") {
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n")
          .filter { !$0.contains("//") }.joined(separator: "\n")
        for word in [" Double", ": Double", "Double(", "Float(", ": Float", "Foundation.Decimal", "NSDecimal"] {
          #expect(!text.contains(word), "\(room)/\(name) uses \(word)")
        }
      }
    }
  }

  /// A key path to a member of the standard library takes its address, of which the linker of the release warns each user.
  @Test func noKeyPathNamesAMemberOfACollection() throws {
    for room in Self.allowed.keys {
      let folder = Self.root.appending(path: room)
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift") {
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        let members = text.components(separatedBy: "(\\.").dropFirst().map { $0.prefix { $0.isLetter || $0 == "." } }
        for member in ["count", "isEmpty"] {
          #expect(!members.contains { $0 == member || $0.hasSuffix(".\(member)") }, "\(room)/\(name)")
        }
      }
    }
  }

  /// In the program and its readers a choice is its enum, never its place among all: another number became another choice.
  @Test func noNumberStandsForAChoice() throws {
    for room in ["Sources/PolicyProgram", "Sources/PolicyLanguage", "Sources/PolicyEngine", "Sources/PolicySQL"] {
      let folder = Self.root.appending(path: room)
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift") {
        // Entries of the calendar are put in order by their kinds.
        if name == "Calendar/BookCalendar.swift" { continue }
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        for part in ["allCases.firstIndex(of", "allCases[", "Question(rawValue", "RoundingMode(rawValue"]
        where text.contains(part) {
          #expect(name == "Compiled/PackedChoices.swift", "\(room)/\(name) has \(part)")
        }
      }
    }
  }

  /// A file is a room that one can know.
  @Test func filesAreShort() throws {
    for room in Self.allowed.keys {
      let folder = Self.root.appending(path: room)
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift") {
        let lines = try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(
          separator: "\n", omittingEmptySubsequences: false
        ).count
        #expect(lines <= 420, "\(room)/\(name) has \(lines) lines")
      }
    }
  }

  /// Nothing but the agreed names stands at the top level.
  @Test func topLevelIsClean() throws {
    let allowed: Set = ["Package.swift", "README.md", "LICENSE", "Sources", "Plugins", "Tests", "rules"]
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.root.path)
    where !name.hasPrefix(".") && name != "Package.resolved" {
      #expect(allowed.contains(name), "\(name) stands at the top level")
    }
  }

  /// The package's own targets depend on no more than their room may import.
  @Test func manifestKeepsTheLayers() throws {
    let manifest = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
    for plugin in ["Pricing", "Notification"] {
      let start = try #require(manifest.range(of: "name: \"\(plugin)\", dependencies:"))
      let line = manifest[start.upperBound...].prefix { $0 != "]" }
      for module in ["Console", "PolicyEngine", "PolicyLanguage", "AccountBook"] {
        #expect(!line.contains(module), "\(plugin) depends on \(module)")
      }
    }
  }
}
