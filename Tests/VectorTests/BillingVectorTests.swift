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
}
