"""The programme's page typed into the real program: a new customer, a transfer, members, a role, a notice.

Usage: page.py PROGRAM RULES"""

from book import PROGRAM, RESELLER, RULES, Book, Tests
from driver import ENTER, TAB, Terminal, ctrl


def terminal(book, who):
    arguments = [PROGRAM, "--rules", RULES, "--accounts", book.path, "--as", who]
    return Terminal(arguments, environment={"LISTINO_HISTORY": ""}, columns=130, rows=60)


def answer(console, prompt, text):
    console.wait_for(prompt)
    console.send(text + ENTER)


def the_page():
    with Book() as book:
        assert book.run([RESELLER]).returncode == 0
        with terminal(book, "reseller:nordwind") as console:
            console.wait_for("listino>")
            console.send("create" + ENTER)
            for prompt, text in [
                ("name?", "Kontor AG"), ("address?", "Hafenstr. 7, Hamburg"), ("country?", "Germany"), ("country?", "de"),
                ("email?", "buero@kontor"), ("email?", "buero@kontor.example"), ("language?", ""),
                ("vat?", "DE 136.695.977"), ("vat?", "DE 136.695.976"), ("licences?", "2"), ("term?", "year"),
            ]:
                answer(console, prompt, text)
            # 2 licences × 12 months × 7.92 = 190.08, less 20%: 152.06; 19% of it is 28.89.
            console.wait_for("180.95 EUR")
            console.wait_for("once the VAT number is confirmed: Net 152.06 EUR, VAT 0.00 EUR, To pay 152.06 EUR")
            console.wait_for("listino new customer (pay?)>")
            answer(console, "(pay?)>", "pay transfer")
            console.wait_for("nothing is active before the money is there")
            console.wait_for("listino Kontor AG>")
            answer(console, "Kontor AG>", "add anna@kontor.example")
            console.wait_for("there is no running subscription")
        year = book.rows("SELECT number FROM invoice")[0][0]
        with terminal(book, "staff:berta") as console:
            answer(console, "listino>", f"received {year}")
            console.wait_for("2 licences until")
        with terminal(book, "reseller:nordwind") as console:
            console.wait_for("listino>")
            console.send("act on Ko" + TAB)
            console.wait_for("act on Kontor AG")
            answer(console, "act on Kontor AG", "")
            answer(console, "Kontor AG>", "add anna@kontor.example bo@kontor.example")
            console.wait_for("bo@kontor.example has a licence, and is invited")
            # A third one needs a third licence.
            answer(console, "Kontor AG>", "add cy@kontor.example")
            console.wait_for("Kontor AG (pay?)>")
            answer(console, "(pay?)>", "no")
            console.send(ctrl("l"))
            console.send("make admin an" + TAB)
            console.wait_for("make admin anna@kontor.example")
            answer(console, "make admin anna@kontor.example", "")
            console.wait_for("20% becomes 0%")
            answer(console, "Kontor AG (yes?)>", "yes")
            console.wait_for("anna@kontor.example is an administrator")
            console.send(ctrl("l") + "deliver" + ENTER)
            # The reseller's language is Italian.
            console.wait_for("lo sconto non è più valido")
            console.wait_for_prompt("listino Kontor AG>")
            console.send("quit" + ENTER)
            assert console.exit_code() == 0
        assert book.check()[0] == 0


def staff_does_it_alone():
    """Staff is asked for the reseller as well, again after a wrong answer; nothing is there before it is ordered."""
    with Book() as book:
        assert book.run([RESELLER]).returncode == 0
        with terminal(book, "staff:berta") as console:
            console.wait_for("listino>")
            console.send("create" + ENTER)
            for prompt, text in [
                ("reseller?", "nordwind"), ("name?", "Kontor AG"), ("address?", "Hafenstr. 7"), ("country?", "de"),
                ("email?", "office@kontor.example"), ("language?", ""), ("vat?", ""), ("licences?", "none"),
                ("licences?", "2"), ("term?", "12 months"),
            ]:
                answer(console, prompt, text)
            console.wait_for("180.95 EUR")
            assert book.rows("SELECT count(*) FROM customer") == [(0,)]
            answer(console, "(pay?)>", "pay transfer")
            console.wait_for("listino Kontor AG>")
            number = book.rows("SELECT number FROM invoice")[0][0]
            answer(console, "Kontor AG>", f"received {number}")
            console.wait_for("2 licences until")
            answer(console, "Kontor AG>", "act")
            console.send(ctrl("l") + "act on Ko" + TAB)
            console.wait_for("act on Kontor AG")
            answer(console, "act on Kontor AG", "")
            answer(console, "Kontor AG>", "add anna@kontor.example")
            answer(console, "Kontor AG>", "make admin anna@kontor.example")
            answer(console, "(yes?)>", "yes")
            console.wait_for("anna@kontor.example is an administrator")
            console.send(ctrl("l") + "deliver" + ENTER)
            console.wait_for("to desk@nordwind.example:")
            console.wait_for_prompt("listino Kontor AG>")
        assert book.rows("SELECT count(*) FROM administrator WHERE member IS NOT NULL AND to_day IS NULL") == [(1,)]
        assert book.check()[0] == 0


tests = Tests()
tests.run("the page", the_page)
tests.run("staff does it alone", staff_does_it_alone)
tests.end()
