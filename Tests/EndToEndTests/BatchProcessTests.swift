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
      mkfifo pipe; exec 3<>pipe; rows 200000 >pipe 3>&- & $L --in pipe --out out.csv --rejects bad.csv --jobs 2 2>message &
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

  /// Neither the orders, nor the rules, nor an account book, nor what a link leads to is written over.
  @Test func noResultReplacesWhatPeopleWouldLose() throws {
    let program = "\(Transcript.programFolder)/listino"
    let output = try run(
      """
      rows 3 > work.csv; ln work.csv hard.csv; ln -s work.csv soft.csv; ln -s nowhere dangling.csv
      mkdir rules; cp \(Transcript.root.path)/rules/*.rules rules; ln rules/vat.rules page.html
      \(program) accounts rehearsal book.sqlite; cat work.csv rules/* book.sqlite | sha256sum > before
      for name in work.csv ./work.csv hard.csv soft.csv dangling.csv rules/new.rules book.sqlite book.sqlite-wal; do
        for option in out rejects; do $L --in work.csv --$option $name 2>/dev/null; echo "$option $name $?"; done
      done
      $L --out work.csv < work.csv 2>/dev/null; echo "standard input $?"
      $L --in work.csv >> work.csv 2>/dev/null; echo "standard output $?"
      $L --in work.csv --out one --rejects ./one 2>/dev/null; echo "twice $?"
      for command in doc graph "sql --dialect duckdb"; do
        for name in rules/vat.rules page.html rules/new.rules book.sqlite soft.csv; do
          \(program) $command --rules rules --out $name 2>/dev/null; echo "$command $name $?"
        done
      done
      cat work.csv rules/* book.sqlite | sha256sum | cmp - before && echo unchanged
      readlink soft.csv; ls one rules/new.rules nowhere *.part 2>/dev/null; true
      """)
    #expect(output.suffix(2) == ["unchanged", "work.csv"], "\(output)")
    #expect(output.count == 16 + 3 + 15 + 2)
    for line in output.dropLast(2) { #expect(line.hasSuffix(" 64"), "\(line)") }
  }

  /// What holds no orders is no success: exit code 65, one short message, nothing under the name of the output.
  @Test func aFileWithoutOrdersIsRefused() throws {
    let output = try run(
      """
      rows 3 | gzip > orders.csv.gz; rows 3 | iconv -t UTF-16 > wide.csv; rows 3 | tr , ';' > semicolons.csv
      echo id,name > other.csv; printf '\\033]0;x\\007\\377\\n%.0s' $(seq 2000) > noise.csv; cp noise.csv noise.jsonl
      echo '{"id":1,"name":"x"}' > other.jsonl; mkdir folder
      for name in orders.csv.gz wide.csv semicolons.csv other.csv noise.csv noise.jsonl other.jsonl folder; do
        $L --in $name --out out.csv --rejects bad.csv > message 2>&1
        echo "$name $? $(wc -l < message) $(LC_ALL=C grep -c $'[^ -~\\xe2\\x80\\x93-\\x9d]' message)"; head -1 message
      done
      ls | grep -c -e out.csv -e bad.csv -e part; true
      """)
    #expect(
      output == [
        "orders.csv.gz 65 2 0", "orders.csv.gz is compressed with gzip",  //
        "wide.csv 65 2 0", "wide.csv is text in UTF-16",  //
        "semicolons.csv 65 2 0", "semicolons.csv: no column is an input of this book: does it hold orders?",
        "other.csv 65 2 0", "other.csv: no column is an input of this book: does it hold orders?",
        "noise.csv 65 2 0", "noise.csv is no text in UTF-8", "noise.jsonl 65 2 0", "noise.jsonl is no text in UTF-8",
        "other.jsonl 65 2 0", "other.jsonl: no member of its lines is an input of this book: does it hold orders?",
        "folder 66 2 0", "cannot read the file folder: it is a folder", "0",
      ])
  }

  /// Rejected text cannot steer the terminal of whoever reads along; the file of rejects has it as it was.
  @Test func rejectedTextIsHarmlessOnTheTerminal() throws {
    let output = try run(
      """
      (rows 1; printf '\\033]0;pwned\\007,12\\n') > in.csv
      $L --in in.csv --out /dev/null 2>&1 | grep -c $'\\033'; $L --in in.csv --out /dev/null --rejects bad.csv 2>/dev/null
      grep -c $'\\033]0;pwned\\007,12' bad.csv
      """)
    #expect(output == ["0", "1"])
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
