import AccountBook
import Console
import Testing

/// A wrong answer to the last question of `create` loses none of the earlier ones.
@Suite struct LateAnswerTests {
  @Test(arguments: ["12 mesi", "7 weeks", "0"]) func aWrongTermIsAskedForAgain(wrong: String) throws {
    let book = try DeskBook()
    _ = try DeskConsole.staff(book)
    var desk = try DeskConsole(book, as: .reseller("nordwind"), isInteractive: true)
    desk.run("create name=Rossi address=\"Via 1\" country=SE email=i@rossi.example licences=3")
    // Questions with an answer of their own are passed by.
    for _ in 0..<10 where desk.core.session.desk?.questions?.openField != "term" { desk.run("") }
    #expect(desk.core.session.desk?.questions?.openField == "term")
    let told = desk.run(wrong, status: 1)
    #expect(told.contains("all other answers are kept"), "\(told)")
    #expect(desk.core.session.desk?.questions?.openField == "term")
    #expect(desk.run("12").contains("Rossi") || desk.core.session.desk?.proposal != nil)
    #expect(desk.run("pay card 4711").contains("3 licences until"))
  }
}
