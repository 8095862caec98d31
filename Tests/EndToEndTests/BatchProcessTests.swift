import Foundation
import Testing

/// Batches as processes: what a full disk, a closed pipe and an interrupt leave behind.
@Suite struct BatchProcessTests {
  /// Runs a script with `$L` as the program, in a folder of its own.
  private func run(_ script: String) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "listino-batch-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = Transcript.programFolder + "/listino"
    let rules = Transcript.root.appending(path: "rules").path
    return try Transcript.run(
      """
      exec bash <<'SCRIPT'
      cd \(folder.path); L="\(program) batch --rules \(rules)"
      rows() { echo action,term,licences,buyer,country,currency,quote-date; yes new,12,3,customer,SE,EUR,2026-03-01 | head -"$1"; }
      \(script)
      SCRIPT
      """)
  }

  /// A small file system in memory, where one can be had.
  @Test func aFullDiskLeavesNothing() throws {
    let output = try run(
      """
      mkdir small; mount -t tmpfs -o size=64k tmpfs small 2>/dev/null || { echo no mount; exit 0; }
      rows 20000 | $L --out small/out.csv --jobs 2; echo "exit $?"; ls -A small; umount small
      """)
    guard output.first != "no mount" else { return }
    #expect(output[0] == "cannot write small/out.csv: No space left on device")
    #expect(output.last == "exit 74")
  }

  @Test func aClosedPipeIsTold() throws {
    let output = try run(
      """
      rows 200000 > in.csv; $L --in in.csv 2>message | head -1; echo "exit ${PIPESTATUS[0]}"; head -1 message
      """)
    #expect(
      output == [
        "net,vat,total,refused", "exit 141", "standard output was closed by its reader before all rows were written",
      ])
  }

  /// The rows never end, and so both files are begun and not finished.
  @Test func anInterruptLeavesNothing() throws {
    let output = try run(
      """
      mkfifo pipe; exec 3<>pipe; rows 200000 >&3 & $L --in pipe --out out.csv --rejects bad.csv --jobs 2 2>message &
      P=$!; until ls -A | grep -q out.csv; do
        [ $SECONDS -lt $LISTINO_TEST_LIMIT ] || { echo "no file was begun"; break; }
      done
      kill -TERM $P; wait $P; echo "exit $?"; cat message; ls -A; kill %1 2>/dev/null
      """)
    #expect(output[0] == "exit 130")
    #expect(output[1].hasPrefix("interrupted; nothing was left"))
    #expect(output.contains("message") && output.contains("pipe"))
    #expect(!output.contains { $0.contains(".csv") })
  }

  /// An earlier result stays until the new one is whole.
  @Test func anEarlierResultStays() throws {
    let output = try run(
      """
      echo old > out.csv; rows 10 | $L --out out.csv --figures none 2>/dev/null; cat out.csv
      rows 2 | $L --out out.csv; cat out.csv; ls
      """)
    #expect(
      output == [
        "old", "2 read: 2 priced, 0 refused, 0 rejected", "net,vat,total,refused", "285.12,71.28,356.40,",
        "285.12,71.28,356.40,", "out.csv",
      ])
  }
}
