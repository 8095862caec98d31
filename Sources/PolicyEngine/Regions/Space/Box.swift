/// A region of the space while it is searched: what each variable can still be. Cuts are taken back in reverse order.
final class Box {
  let space: Space
  let domains: UnsafeMutablePointer<Domain>
  let isSet: UnsafeMutablePointer<Bool>
  let count: Int
  private var trail: [(variable: Int, domain: Domain)] = []

  init(_ space: Space) {
    self.space = space
    count = space.variables.count
    domains = .allocate(capacity: max(1, count))
    isSet = .allocate(capacity: max(1, count))
    for (index, variable) in space.variables.enumerated() {
      domains.advanced(by: index).initialize(to: variable.full)
      isSet.advanced(by: index).initialize(to: variable.isSet)
    }
  }

  deinit {
    domains.deallocate()
    isSet.deallocate()
  }

  /// Everything again.
  func reset() {
    trail.removeAll(keepingCapacity: true)
    for (index, variable) in space.variables.enumerated() { domains[index] = variable.full }
  }

  /// A point to go back to.
  var mark: Int { trail.count }

  @inline(__always)
  func set(_ variable: Int, _ domain: Domain) {
    trail.append((variable, domains[variable]))
    domains[variable] = domain
  }

  /// Keeps only what lies in a domain; false where nothing does.
  func cut(_ variable: Int, to domain: Domain) -> Bool {
    let isSet = isSet[variable]
    let both = domains[variable].intersection(domain, isSet)
    if both.isEmpty(isSet) { return false }
    if both != domains[variable] { set(variable, both) }
    return true
  }

  /// Keeps only what meets the row's conditions on inputs; false where nothing does. Others are for the caller.
  func cut(to row: Row) -> Bool {
    for literal in row.literals where literal.kind == .domain {
      if !cut(Int(literal.subject), to: literal.domain) { return false }
    }
    return true
  }

  func back(to mark: Int) {
    while trail.count > mark {
      let (variable, domain) = trail.removeLast()
      domains[variable] = domain
    }
  }

  @inline(__always)
  func isPoint(_ variable: Int) -> Bool { domains[variable].isPoint(isSet[variable]) }

  /// The point of the box that is nearest to another in every variable.
  func point(near home: [Int64]) -> [Int64] {
    (0..<count).map { domains[$0].nearest(to: home[$0], isSet[$0]) }
  }

  /// In how many variables every point of the box differs from another point.
  func distance(to home: [Int64]) -> Int {
    var distance = 0
    for index in 0..<count where !domains[index].contains(home[index], isSet[index]) { distance += 1 }
    return distance
  }
}
