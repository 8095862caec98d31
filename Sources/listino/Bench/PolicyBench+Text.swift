import Console
import PolicyEngine

/// The benchmark policy from text to text: single orders in JSON, and files of a million rows through `listino batch`.
extension PolicyBench {
  /// - Throws: What to say where figures differ.
  func textMeasurements(_ function: PolicyFunction) throws(FileProblem) -> [Measurement] {
    [try responses()] + (try files(function))
  }

  private func responses() throws(FileProblem) -> Measurement {
    let responder = OrderResponder(engine, compiled)
    let buffer = ByteBuffer()
    // The rows have members that are no inputs of the policy, and other names.
    let lines = BatchRows(orders.count).jsonLines().split(separator: UInt8(ascii: "\n")).map { line in
      Array(Self.withoutOthers(String(decoding: line, as: UTF8.self)).utf8)
    }
    let padded = lines.map { $0 + [UInt8](repeating: 0, count: 16) }
    func respond() {
      buffer.removeAll()
      for (index, line) in padded.enumerated() {
        line.withUnsafeBufferPointer {
          responder.respond(UnsafeBufferPointer(rebasing: $0[..<lines[index].count]), to: buffer)
        }
        buffer.append("\n")
      }
    }
    respond()
    let answers = String(decoding: UnsafeBufferPointer(start: buffer.start, count: buffer.count), as: UTF8.self)
    guard !answers.contains("problem"), answers.split(separator: "\n").count == orders.count else {
      throw FileProblem(
        "an order in JSON has no answer: \(answers.split(separator: "\n").first { $0.contains("problem") } ?? "")",
        ExitStatus.software)
    }
    let time = Stopwatch.median(of: 21, repeating: 10, respond)
    return Measurement("one order, JSON text to JSON text", goal: "1 µs", next: "0.6 µs", of: orders.count, in: time)
  }

  private static func withoutOthers(_ line: String) -> String {
    var text = line
    for (name, plain) in [
      ("quote_date", "quote-date"), ("period_end", "period-end"), ("vat_valid", "vat-valid"),
      ("own_admin", "own-admin"),
    ] { text = text.replacing("\"\(name)\"", with: "\"\(plain)\"") }
    if let start = text.firstRange(of: "\"id\":"), let end = text[start.upperBound...].firstIndex(of: ",") {
      text.removeSubrange(start.lowerBound...end)
    }
    if let start = text.firstRange(of: ",\"customer\":"), let end = text[start.upperBound...].firstIndex(of: "}") {
      text.removeSubrange(start.lowerBound..<end)
    }
    return text
  }

  private func files(_ function: PolicyFunction) throws(FileProblem) -> [Measurement] {
    var folder = try BenchFolder()
    try folder.write("rows.csv", rows.csv())
    try folder.write("rows.jsonl", rows.jsonLines())
    let output = folder.file("out.csv")
    var measurements: [Measurement] = []
    for (name, file, jobs, goal, next) in [
      ("CSV to CSV, one thread", "rows.csv", 1, "200 ns", "130 ns"),
      ("CSV to CSV, two threads", "rows.csv", 2, "120 ns", "80 ns"),
      ("JSON lines to CSV, one thread", "rows.jsonl", 1, "400 ns", "250 ns"),
    ] {
      let arguments = [
        "batch", "--rules", self.folder, "--in", folder.file(file), "--out", output, "--figures",
        "net,vat,gross,flags", "--jobs", String(jobs),
      ]
      let runs = (0..<5).map { _ in ChildProcess.run(arguments) }
      try compare(name, try checksum(output), rows.count, with: function)
      measurements.append(
        Measurement(
          "one of \(rows.count) rows, \(name)", goal: goal, next: next, of: rows.count,
          in: runs.map(\.nanoseconds).sorted()[2]))
      if jobs == 1, file == "rows.csv" {
        measurements.append(
          Measurement("peak memory of a million CSV rows", goal: "40 MiB", next: "24 MiB", unit: .mebibytes) {
            ChildProcess.run(arguments, watchesMemory: true).peakBytes
          })
      }
    }
    return measurements
  }

  /// The checksum of a table that a batch wrote.
  private func checksum(_ path: String) throws(FileProblem) -> UInt64 {
    var checksum = PolicyChecksum()
    for line in try TextFile.read(path, limit: 1 << 30).get().utf8.split(separator: UInt8(ascii: "\n")).dropFirst() {
      let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      func number(_ cell: Substring.UTF8View) -> Int64 {
        cell.reduce(0) { $1 == UInt8(ascii: ".") ? $0 : $0 * 10 + Int64($1) - 48 }
      }
      guard cells.count >= 4 else { return 0 }
      checksum.add(net: number(cells[0]), vat: number(cells[1]), flags: number(cells[3]))
    }
    return checksum.sum
  }
}
