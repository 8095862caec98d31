import Glibc

/// The folders that a file lies in.
enum ParentFolders {
  /// Makes those that are missing, for their owner alone. What cannot be made is found out when the file is opened.
  static func make(for path: String) {
    for (index, byte) in path.utf8.enumerated() where byte == UInt8(ascii: "/") && index > 0 {
      _ = mkdir(String(decoding: path.utf8.prefix(index), as: UTF8.self), 0o700)
    }
  }
}
