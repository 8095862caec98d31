import Diagnostics
import PolicyModel
import Quantities

/// Exceptions find the value that they are cases of.
extension BookBuilder {
  /// Finds the value of each exception and sorts each value's exceptions, targets first.
  mutating func attachExceptions() -> (ofValue: [[Int]], targets: [Int: [Int]]) {
    var ofValue = valueDeclarations.map { _ in [Int]() }
    var root: [Int: Int] = [:]
    var targets: [Int: [Int]] = [:]
    var pending: [Int] = []
    for index in exceptionsTargetsFirst() {
      var roots: Set<Int> = []
      var isReady = true
      var mine: [Int] = []
      for target in exceptions[index].targets {
        switch names[target.text] {
        case .value(let declaration, _): roots.insert(declaration)
        case .exception(let other):
          if let known = root[other] {
            roots.insert(known)
            mine.append(other)
          } else {
            isReady = false
          }
        default: isReady = false
        }
      }
      guard isReady, let value = roots.first else {
        pending.append(index)
        continue
      }
      if roots.count > 1 {
        report(
          .exceptionToTwoValues, "\(exceptions[index].name?.text ?? "") is an exception to cases of two values",
          at: exceptions[index].range, cure: "make one exception for each value")
        damaged.insert(exceptions[index].name?.text ?? "")
        continue
      }
      for other in mine where exceptions[other].isFinal {
        report(
          .exceptionToFinal, "\(exceptions[other].name?.text ?? "") is final: nothing is an exception to it",
          at: exceptions[index].range, also: [.init(range: exceptions[other].range, label: "final")],
          cure: "take “final” away there, or make this an exception to what stands before it")
      }
      root[index] = value
      targets[index] = mine
      ofValue[value].append(index)
    }
    pending.sort()
    reportRings(pending)
    for index in pending { reportDangling(exceptions[index]) }
    return (ofValue, targets)
  }

  /// All exceptions by their names, but each after those it is to: of several that clash or are refused, the same are
  /// told of whatever the order of files and blocks. A loop with its own stack, as for values.
  func exceptionsTargetsFirst() -> [Int] {
    var order: [Int] = []
    var isSeen = [Bool](repeating: false, count: exceptions.count)
    let byName = exceptions.indices.sorted {
      (exceptions[$0].name?.text ?? "", $0) < (exceptions[$1].name?.text ?? "", $1)
    }
    for start in byName where !isSeen[start] {
      var stack: [(index: Int, next: Int)] = [(start, 0)]
      isSeen[start] = true
      while let (index, next) = stack.last {
        if next == exceptions[index].targets.count {
          order.append(index)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        if case .exception(let other)? = names[exceptions[index].targets[next].text], !isSeen[other] {
          isSeen[other] = true
          stack.append((other, 0))
        }
      }
    }
    return order
  }

  /// Exceptions to each other, each ring once.
  mutating func reportRings(_ indices: [Int]) {
    let pending = Set(indices)
    var seen: Set<Int> = []
    for start in indices where !seen.contains(start) {
      var path: [Int] = []
      var next: Int? = start
      while let index = next, seen.insert(index).inserted {
        path.append(index)
        next = nil
        for target in exceptions[index].targets where next == nil {
          if case .exception(let other)? = names[target.text], pending.contains(other) { next = other }
        }
      }
      guard let end = next, let first = path.firstIndex(of: end) else { continue }
      let ring = path[first...].sorted()
      report(
        .ring, ring.count == 1 ? "this exception is to itself" : "these exceptions are to each other in a ring",
        at: exceptions[ring[0]].range,
        also: ring.dropFirst().map { .init(range: exceptions[$0].range, label: "another") },
        cure: "one of them must be an exception to the value itself")
    }
  }

  mutating func reportDangling(_ exception: CaseDeclaration) {
    if let name = exception.name { damaged.insert(name.text) }
    if isGivingUp { return }
    for target in exception.targets {
      switch names[target.text] {
      case nil where !damaged.contains(target.text):
        let candidates = names.filter {
          if case .value = $0.value { true } else if case .exception = $0.value { true } else { false }
        }
        report(
          .unknownTarget, "there is no value or exception “\(Display.harmless(target.text))”", at: target.range,
          cure: suggestion(target.text, among: candidates.map(\.key)) ?? "name the value that this is an exception to")
        return
      case .input, .list:
        report(
          .exceptionToInput, "“\(target.text)” is no value: there are no exceptions to what an order says",
          at: target.range, cure: "name a value or another exception")
        return
      default: continue
      }
    }
  }
}
