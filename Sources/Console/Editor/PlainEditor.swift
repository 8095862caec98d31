import CLibeditShim
import Glibc

/// Reads entries from a stream without any editing: scripts, pipes, dumb terminals, screen readers.
package final class PlainEditor: LineEditor {
  private var reader: LineReader
  private var lines: EntryLines
  private let history: HistoryStore
  private let mailbox: Mailbox
  private let output: Int32
  private let limit: Int
  /// Someone sits there and sees prompts.
  private let isInteractive: Bool
  private var isClosed = false
  private var saidHistoryFails = false

  /// Reads `input` from now on. There are prompts, on `output`, and a history only if it is a terminal.
  /// No line and no block may have more than `limit` bytes.
  package init(
    behaviour: EditorBehaviour, history: HistoryStore = HistoryStore(path: nil), input: Int32 = 0, output: Int32 = 1,
    mailbox: Mailbox = .process, limit: Int = 16 << 20
  ) {
    self.history = history
    self.output = output
    self.mailbox = mailbox
    self.limit = limit
    isInteractive = isatty(input) == 1
    reader = LineReader(descriptor: input, mail: mailbox.descriptor, limit: limit)
    lines = EntryLines(behaviour: behaviour)
  }

  package func read(prompt: String) -> EditorEvent {
    if isInteractive {
      shim_flush_streams()
      Interrupt.reset()
    }
    if let event = readMail(again: nil, keepsInterrupts: !isInteractive) { return event }
    if let entry = lines.next(waits: isInteractive) { return .text(entry) }
    guard !isClosed, Interrupt.endingSignal == nil else { return .endOfInput }
    var shown = prompt
    show(shown)
    while true {
      switch reader.next() {
      case .text(let line):
        lines.append(line)
        if let entry = lines.next(waits: isInteractive) { return .text(entry) }
        guard lines.length <= limit else {
          return stop("the block up to line \(reader.count) is over \(limit) bytes long")
        }
        shown = String(repeating: " ", count: max(0, prompt.count - 2)) + "> "
        show(shown)
      case .invalid(let byte):
        lines.discard()
        return .invalidText(line: reader.count, byte: byte)
      case .tooLong: return stop("line \(reader.count) is over \(limit) bytes long")
      case .failed(let reason): return stop("cannot read the input: \(reason)")
      case .mail: if let event = readMail(again: shown, keepsInterrupts: true) { return event }
      case .end:
        if isInteractive { write("\n", to: output) }
        isClosed = true
        // What is wrong with a block that never closes, the language says better.
        return lines.finish().map { .text($0) } ?? .endOfInput
      }
    }
  }

  package func remember(_ entry: String) {
    guard isInteractive else { return }
    do throws(HistoryProblem) {
      try history.append(entry)
    } catch {
      if !saidHistoryFails { write("\(error.message)\n", to: 2) }
      saidHistoryFails = true
    }
  }

  package func close() {
    isClosed = true
  }

  private func stop(_ reason: String) -> EditorEvent {
    isClosed = true
    return .failed(reason)
  }

  /// `again` is the prompt a notice pushes down; an interrupt from before this read counts only for a script.
  private func readMail(again prompt: String?, keepsInterrupts: Bool) -> EditorEvent? {
    var event: EditorEvent?
    for message in mailbox.drain() {
      switch message {
      case .notice(let text):
        if isInteractive, prompt != nil { write("\n", to: output) }
        write(text + "\n", to: isInteractive ? output : 2)
        if let prompt { show(prompt) }
      case .interrupt where keepsInterrupts: event = event ?? .cancelled
      case .terminate: event = .endOfInput
      case .interrupt, .resized, .continued, .suspend: break
      }
    }
    if event == .cancelled {
      Interrupt.reset()
      lines.discard()
      if isInteractive {
        reader.discardPartialLine()
        write("\n", to: output)
      }
    }
    return event
  }

  private func show(_ prompt: String) {
    if isInteractive { write(prompt, to: output) }
  }

  private func write(_ text: String, to descriptor: Int32) {
    TerminalOutput(descriptor: descriptor).write(text)
  }
}
