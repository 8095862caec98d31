import Console
import Glibc

/// A folder of files for one measurement.
struct BenchFolder: ~Copyable {
  let path: String
  private var names: [String] = []

  init() throws(FileProblem) {
    var template = Array("/tmp/listino-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw FileProblem("cannot make a folder in /tmp", ExitStatus.cannotCreate) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  /// The path of a file that a measurement writes.
  mutating func file(_ name: String) -> String {
    if !names.contains(name) { names.append(name) }
    return "\(path)/\(name)"
  }

  /// Writes a file.
  mutating func write(_ name: String, _ text: [UInt8]) throws(FileProblem) {
    let file = try BatchFile(OutputTarget(file(name), inputs: []))
    let isWritten = text.withUnsafeBufferPointer {
      $0.baseAddress.map { start in file.write(start, text.count) } ?? true
    }
    file.close(isWhole: isWritten)
    if let problem = file.problem { throw problem }
  }
}
