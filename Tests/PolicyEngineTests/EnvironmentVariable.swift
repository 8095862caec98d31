import Glibc

/// A variable of the environment, which makes a test run longer than in every run.
enum EnvironmentVariable {
  static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
