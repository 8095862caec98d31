"""A stand-in for VIES on 127.0.0.1, which answers by the number it is asked about.

Prints its port, and ends when its standard input does.
"""

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DATE = "2026-03-25T08:05:09.124Z"


def get_form(number, **changed):
    """The answer to a GET request."""
    answer = {
        "isValid": True, "requestDate": DATE, "userError": "VALID", "name": "SOCIETÀ ESEMPIO S.R.L.",
        "address": "VIA ROMA 1 \n00100 ROMA RM\n", "requestIdentifier": "", "originalVatNumber": number,
        "vatNumber": number,
        "viesApproximate": {
            "name": "---", "street": "---", "postalCode": "---", "city": "---", "companyType": "---", "matchName": 3,
            "matchStreet": 3, "matchPostalCode": 3, "matchCity": 3, "matchCompanyType": 3},
    }
    answer.update(changed)
    return {key: value for key, value in answer.items() if value is not None}


def post_form(number, **changed):
    """The answer to a POST request, which some mirrors give to a GET request, too."""
    answer = {
        "countryCode": "DE", "vatNumber": number, "requestDate": DATE, "valid": True,
        "requestIdentifier": "WAPIAAAAY0000001", "name": "---", "address": "---", "traderName": "---"}
    answer.update(changed)
    return answer


def refusal(word):
    return {"actionSucceed": False, "errorWrappers": [{"error": word}]}


def error(word):
    return lambda number: get_form(number, isValid=False, userError=word, name="---", address="---")


# Status and JSON by number.
ANSWERS = {
    "IT00743110157": lambda number: (200, get_form(number)),
    "EL094259216": lambda number: (200, get_form(number, name="ΕΤΑΙΡΕΙΑ ΔΟΚΙΜΗΣ", address="---", userError=None)),
    "XI432525179": lambda number: (200, get_form(
        "XI" + number, originalVatNumber=None, name=None, address=None)),
    "DE200001016": lambda number: (200, error("INVALID")(number)),
    "DE200002020": lambda number: (200, post_form(number)),
    "DE200003039": lambda number: (200, error("MS_UNAVAILABLE")(number)),
    "DE200004041": lambda number: (500, refusal("SERVICE_UNAVAILABLE")),
    "DE200005052": lambda number: (200, refusal("GLOBAL_MAX_CONCURRENT_REQ")),
    "DE200006061": lambda number: (200, error("INVALID_INPUT")(number)),
    "DE200007074": lambda number: (200, error("NEW\u001b[31m\u202eERROR" + "R" * 500)(number)),
    "DE200008083": lambda number: (200, get_form("200001016")),
    "DE200009094": lambda number: (200, post_form(number, countryCode="FR")),
    "DE200010102": lambda number: (200, get_form(number, userError="INVALID")),
    "DE200011113": lambda number: (200, get_form(number, isValid="yes")),
    "DE200012124": lambda number: (200, get_form(number, requestDate=None)),
    "DE200013131": lambda number: (200, get_form(number, name=["a"])),
    "DE200014146": lambda number: (200, get_form(number, name="n" * 2001)),
    "DE200015155": lambda number: (200, get_form(
        number, name=" A\u001b[31m\u0000B\u202e \u2028 C\t", address="\r\n\r\n1\r\n\u0007\r\n2")),
    "DE200016168": lambda number: (200, [1, 2]),
    "DE200017177": lambda number: (200, {"actionSucceed": False, "errorWrappers": "none"}),
    "DE200018188": lambda number: (403, {}),
}

# Status, type and body by number.
BODIES = {
    "DE200019191": (500, "text/html", b"<html><h1>Internal Server Error</h1></html>"),
    "DE200020204": (429, "text/plain", b""),
    "DE200021211": (200, "text/html", b"<!DOCTYPE html><html><body>Maintenance</body></html>"),
    "DE200022226": (200, "application/json", b"\xff\xfe\x00{\"isValid\""),
    "DE200023235": (200, "application/json", b""),
    "DE200024248": (200, "application/json", b"[" * 60_000),
    "DE200025257": (200, "application/json", b'{"isValid": tr'),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        parts = self.path.split("/")
        if len(parts) != 5 or parts[1] != "ms" or parts[3] != "vat":
            return self.answer(404, "text/plain", b"")
        number = parts[2] + parts[4]
        if number in ANSWERS:
            status, value = ANSWERS[number](parts[4])
            self.answer(status, "application/json", json.dumps(value, ensure_ascii=False).encode())
        elif number in BODIES:
            self.answer(*BODIES[number])
        elif number == "FR96631620572":
            silence.wait()
        elif number == "NL004495445B01":
            self.drip()
        elif number == "ATU13585627":
            self.answer(200, "application/json", b" " * 65_537)
        elif number == "BE0441928931":
            self.flood()
        elif number == "LU13178262":
            self.answer(200, "application/json", b'{"isValid": true', announced=1000)
        elif number == "MT17025737":
            self.send_response(302)
            self.send_header("Location", "/ms/IT/vat/00743110157")
            self.end_headers()
        elif number == "CY10259033P":
            self.close_connection = True
        else:
            self.answer(404, "text/plain", b"")

    def answer(self, status, kind, body, announced=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if announced is None else announced))
        self.end_headers()
        self.wfile.write(body)

    def drip(self):
        """Never is silent for long, and never ends."""
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b" ")
            self.wfile.flush()
            silence.wait(0.2)

    def flood(self):
        """Sends a gigabyte without saying so first."""
        self.send_response(200)
        self.end_headers()
        for _ in range(1024):
            self.wfile.write(b" " * 1_048_576)

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            pass  # The client has gone away, as it should.

    def log_message(self, *arguments):
        pass


def end_with_standard_input():
    sys.stdin.buffer.read()
    os._exit(0)


# Nobody ends it.
silence = threading.Event()
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
end_with_standard_input()
