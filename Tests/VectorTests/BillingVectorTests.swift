import Foundation
import Testing

/// Every vector of billing-vectors.json, through the rule language. Each vector names its own source.
@Suite("Billing vectors", .serialized)
struct BillingVectorTests {
  @Test("Every vector of the kind agrees", arguments: Kind.all)
  func everyVectorAgrees(kind: Kind) throws {
    var tally = Tally(kind.name)
    for vector in try BillingVector.all() where vector.kind == kind.name {
      let verdict = kind.judge(vector)
      tally.add(verdict, of: vector.id)
      if case .disagreed(let why) = verdict { Issue.record("\(vector.id): \(why) (source: \(vector.source))") }
    }
    print(tally.report)
  }

  /// A file in another folder may hold kinds that are not known here: they are named, not failed.
  @Test("Thirty kinds or more are expressed")
  func thirtyKindsOrMoreAreExpressed() throws {
    let vectors = Dictionary(grouping: try BillingVector.all(), by: \.kind)
    let known = Set(Kind.all.map(\.name))
    #expect(known.count == Kind.all.count, "a kind is listed twice")
    for kind in vectors.keys.sorted() where !known.contains(kind) {
      print("\(kind): not supported, no book is written for it")
    }
    let expressed = Kind.all.filter { kind in
      (vectors[kind.name] ?? []).contains { (try? kind.ask($0)) != nil }
    }
    print("\(expressed.count) of \(vectors.count) kinds are expressed")
    #expect(expressed.count >= min(30, vectors.count))
  }

  /// A field that no book reads is named, in inner objects too: the vector neither agrees nor disagrees.
  @Test(arguments: [
    (#"{"amount": 10, "weights": ["1", "1"], "method": "first", "unit": "minor", "fee": 3}"#, "allocate", "fee"),
    (#"{"amount": 10, "weights": ["1", "1"], "method": "first", "unit": "thousand"}"#, "allocate", "unit thousand"),
    (
      #"{"lines": [{"net": 100, "rate": "10", "fee": 3}], "coupons": [], "spread": "proportional", "unit": "minor"}"#,
      "invoice", "lines.fee"
    ),
  ])
  func aFieldThatNoBookReadsIsNamed(input: String, kind: String, name: String) throws {
    let text =
      #"{"id": "x", "kind": "\#(kind)", "input": \#(input), "expect": {"parts": [5, 5]}, "source": "this test"}"#
    let vector = try JSONDecoder().decode(BillingVector.self, from: Data(text.utf8))
    let judged = try #require(Kind.all.first { $0.name == kind }).judge(vector)
    guard case .notExpressible(let reason) = judged else {
      Issue.record("\(judged)")
      return
    }
    #expect(reason.hasSuffix(name))
  }
}
