package import Diagnostics
import Glibc

/// A folder of `.rules` files on disk.
package struct RuleFolder: Sendable {
  package let path: String

  /// No rule file is longer than this many bytes.
  static let sizeLimit = 256 << 20

  package init(_ path: String) { self.path = path }

  /// The texts of all `.rules` files in it, by name. Files in folders below are not part of the book.
  package func read() -> Result<[SourceText], FileProblem> {
    names().flatMap { names in
      var texts: [SourceText] = []
      for name in names {
        switch TextFile.read(place(of: name), limit: Self.sizeLimit) {
        case .failure(let problem): return .failure(problem)
        case .success(let text): texts.append(SourceText(name: shownName(name), text: text))
        }
      }
      return .success(texts)
    }
  }

  /// Which files the rules stand in: no result is written over them.
  package var identities: Set<FileIdentity> {
    guard case .success(let names) = names() else { return [] }
    return Set(names.compactMap { FileIdentity(path: place(of: $0)) })
  }

  private func place(of name: String) -> String {
    "\(path.hasSuffix("/") ? String(path.dropLast()) : path)/\(name)"
  }

  /// The names of all `.rules` files, sorted.
  private func names() -> Result<[String], FileProblem> {
    guard let directory = opendir(path) else {
      let reason =
        errno == ENOENT ? "there is no folder" : errno == ENOTDIR ? "this is no folder:" : "cannot open the folder"
      return .failure(
        FileProblem(
          "\(reason) \(Display.harmless(path))\n  cure: name the folder of the rules with --rules", ExitStatus.noInput))
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".rules"), !name.hasPrefix(".") { names.append(name) }
    }
    if names.isEmpty {
      return .failure(
        FileProblem(
          "there are no .rules files in \(Display.harmless(path))\n  cure: name the folder of the rules with --rules",
          ExitStatus.noInput))
    }
    return .success(names.sorted())
  }

  /// The path of a file of this folder by the name that messages call it.
  package func path(of source: SourceText) -> String {
    place(of: String(source.name.split(separator: "/").last ?? ""))
  }

  /// How messages, quotes and pages call a file: as a person in the same place would type it. Of a folder elsewhere only
  /// its own name is told: where it lies is nobody's business.
  private func shownName(_ name: String) -> String {
    var folder = path
    while folder.hasPrefix("./") { folder = String(folder.dropFirst(2)) }
    while folder.hasSuffix("/"), folder.count > 1 { folder = String(folder.dropLast()) }
    let parts = folder.split(separator: "/")
    if folder.hasPrefix("/") || parts.contains("..") { folder = parts.last.map { $0 == ".." ? "" : String($0) } ?? "" }
    return folder.isEmpty || folder == "." ? name : "\(folder)/\(name)"
  }
}

extension FileAccess {
  /// The files of this machine.
  package static let disk = FileAccess(
    read: { TextFile.read($0) },
    names: { prefix in
      let slash = prefix.lastIndex(of: "/").map { prefix.index(after: $0) } ?? prefix.startIndex
      let folder = String(prefix[..<slash])
      guard let directory = opendir(folder.isEmpty ? "." : folder) else { return [] }
      defer { closedir(directory) }
      var names: [String] = []
      while let entry = readdir(directory), names.count < 10_000 {
        let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasPrefix(prefix[slash...]), name.first != "." { names.append(folder + name + (isFolder ? "/" : "")) }
      }
      return names.sorted()
    })
}

/// A text file, read whole and strictly as UTF-8.
package enum TextFile {
  /// Reads a file; `-` is standard input.
  package static func read(_ path: String, limit: Int = 256 << 20) -> Result<String, FileProblem> {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = errno == ENOENT ? "there is no file" : "cannot read the file"
      return .failure(FileProblem("\(reason) \(Display.harmless(path))", ExitStatus.noInput))
    }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    let capacity = 1 << 16
    while true {
      let count = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
        let count = Glibc.read(descriptor, buffer.baseAddress, capacity)
        if count > 0 { bytes.append(contentsOf: buffer[..<count]) }
        return count
      }
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        return .failure(FileProblem("cannot read the file \(Display.harmless(path))", ExitStatus.noInput))
      }
      if bytes.count > limit {
        return .failure(
          FileProblem("the file \(Display.harmless(path)) is larger than \(limit >> 20) MB", ExitStatus.data))
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let (line, byte) = firstInvalid(bytes)
      return .failure(
        FileProblem(
          "\(Display.harmless(path)):\(line): byte \(byte) of this line is not UTF-8\n  cure: save the file as UTF-8",
          ExitStatus.data))
    }
    return .success(text)
  }

  /// The line, and the byte in it, of the first invalid sequence; both from 1.
  private static func firstInvalid(_ bytes: [UInt8]) -> (line: Int, byte: Int) {
    var line = 1
    var start = 0
    for index in bytes.indices where bytes[index] == 10 {
      if String(validating: bytes[start..<index], as: UTF8.self) == nil { break }
      line += 1
      start = index + 1
    }
    let end = bytes[start...].firstIndex(of: 10) ?? bytes.count
    // The longest valid beginning, found by halving.
    var (valid, invalid) = (0, end - start + 1)
    while invalid - valid > 1 {
      let middle = (valid + invalid) / 2
      let isGood = (0..<4).contains { cut in
        middle - cut >= 0 && String(validating: bytes[start..<(start + middle - cut)], as: UTF8.self) != nil
      }
      if isGood { valid = middle } else { invalid = middle }
    }
    return (line, max(1, valid))
  }
}
