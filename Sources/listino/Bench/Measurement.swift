import Console
import Glibc

/// One measured figure beside its goal.
struct Measurement {
  var name: String
  var goal: String
  /// The goal after that one.
  var next: String
  var unit: Unit
  var value: Int64

  enum Unit { case milliseconds, microseconds, nanoseconds, mebibytes, percent }

  init(_ name: String, goal: String, next: String = "", unit: Unit, measure: () -> Int64) {
    self.name = name
    self.goal = goal
    self.next = next
    self.unit = unit
    value = measure()
  }

  /// The time of one of several things that took so many nanoseconds together.
  init(_ name: String, goal: String = "", next: String = "", of count: Int, in nanoseconds: Int64) {
    self.init(name, goal: goal, next: next, unit: .nanoseconds) { nanoseconds * 1_000 / Int64(max(1, count)) }
  }

  /// The figure with three digits, computed in whole numbers.
  var text: String {
    let (divisor, word): (Int64, String) =
      switch unit {
      case .milliseconds: (1_000_000, "ms")
      case .microseconds: (1_000, "µs")
      // Nanoseconds are in thousandths.
      case .nanoseconds: (1_000, "ns")
      case .mebibytes: (1 << 20, "MiB")
      // A share is in millionths.
      case .percent: (10_000, "%")
      }
    let hundredths = value * 100 / divisor
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) \(word)"
  }

  /// All figures, aligned.
  static func table(_ rows: [Measurement]) -> String {
    let names = rows.map { $0.name.count }.max() ?? 0
    let texts = rows.map { $0.text.count }.max() ?? 0
    return rows.map { row in
      row.name + String(repeating: " ", count: names - row.name.count + 2)
        + String(repeating: " ", count: texts - row.text.count) + row.text
        + (row.goal.isEmpty ? "" : "   goal \(row.goal)") + (row.next.isEmpty ? "" : ", then \(row.next)")
    }.joined(separator: "\n")
  }
}

/// Times work on this thread.
enum Stopwatch {
  /// The median of several passes, in nanoseconds for one repetition; one pass before is not counted.
  static func median(of passes: Int, repeating count: Int = 1, _ work: () -> Void) -> Int64 {
    var times: [Int64] = []
    for pass in 0...passes {
      let start = now()
      for _ in 0..<count { work() }
      if pass > 0 { times.append((now() - start) / Int64(count)) }
    }
    return times.sorted()[passes / 2]
  }

  /// Nanoseconds of a clock that only goes forward.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

/// This program, run once more as a child.
struct ChildProcess {
  var nanoseconds: Int64
  var peakBytes: Int64

  /// Runs it with arguments, its output thrown away.
  ///
  /// - Parameter watchesMemory: Its memory is looked at while it runs. The system's own figure counts that of the program
  ///   that starts it too, which may be larger.
  static func run(_ arguments: [String], watchesMemory: Bool = false) -> ChildProcess {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var argv: [UnsafeMutablePointer<CChar>?] = (["listino"] + arguments).map { strdup($0) } + [nil]
    defer { for pointer in argv { free(pointer) } }
    let start = Stopwatch.now()
    var child = pid_t()
    guard posix_spawn(&child, "/proc/self/exe", &actions, nil, &argv, environ) == 0 else {
      return ChildProcess(nanoseconds: 0, peakBytes: 0)
    }
    var status: Int32 = 0
    var usage = rusage()
    if watchesMemory { return watched(child, since: start) }
    wait4(child, &status, 0, &usage)
    return ChildProcess(nanoseconds: Stopwatch.now() - start, peakBytes: Int64(usage.ru_maxrss) * 1_024)
  }

  private static func watched(_ child: pid_t, since start: Int64) -> ChildProcess {
    var peak: Int64 = 0
    var status: Int32 = 0
    while waitpid(child, &status, WNOHANG) == 0 {
      if case .success(let text) = TextFile.read("/proc/\(child)/status"),
        let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
        let kibibytes = Int64(line.dropFirst(6).filter(\.isNumber))
      {
        // Before it is another program, it has its parent's memory.
        peak = Stopwatch.now() - start > 20_000_000 ? max(peak, kibibytes * 1_024) : 0
      }
      usleep(2_000)
    }
    return ChildProcess(nanoseconds: Stopwatch.now() - start, peakBytes: peak)
  }
}
