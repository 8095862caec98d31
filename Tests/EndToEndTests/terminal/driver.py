"""Runs a program on a terminal of its own and shows what a person would see. Standard library only.

    with Terminal([program, "console"], columns=80, rows=24) as terminal:
        terminal.wait_for("listino> ")
        terminal.send("1 + 2\r")
        terminal.wait_for_line("3")

Everything waits for an event, and nothing for a time: a test passes however busy the computer is.
"""

import codecs
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import sys
import time
import traceback

from screen import Screen

# The seconds that an event may take to come, as the tests say; only a failing test waits so long.
LIMIT = float(os.environ.get("LISTINO_TEST_LIMIT", "240"))

# Keys as a terminal sends them.
ENTER, TAB, ESCAPE, BACKSPACE = "\r", "\t", "\x1b", "\x7f"
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
HOME, END, DELETE, ALT_ENTER = "\x1b[H", "\x1b[F", "\x1b[3~", "\x1b\r"


def ctrl(letter):
    """The character Ctrl and a letter give."""
    return chr(ord(letter.upper()) & 0x1F)


def pasted(text):
    """Text as a terminal sends a bracketed paste."""
    return "\x1b[200~" + text.replace("\n", "\r") + "\x1b[201~"


class Terminal:
    """A program on a pty. The environment is bare but for what is given, so that tests are the same everywhere."""

    def __init__(self, command, columns=80, rows=24, environment=None, directory=None):
        environment = {"TERM": "xterm", "LANG": "C.UTF-8", "HOME": "/nonexistent", "PATH": os.environ["PATH"]} | (
            environment or {}
        )
        self.display = Screen(columns, rows)
        self.raw = ""
        self._acted = 0  # what is behind it in `raw` came after the last thing that was done
        self._is_gone = False
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._status = None
        size = struct.pack("HHHH", rows, columns, 0, 0)
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            if directory:
                os.chdir(directory)
            kept = {name: value for name, value in environment.items() if value is not None}
            os.execvpe(command[0], command, kept)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends the program if it still runs."""
        if self._status is None:
            os.kill(self.pid, signal.SIGKILL)
            self._status = os.waitpid(self.pid, 0)[1]
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None

    # What a person does

    def send(self, keys):
        """Types; a long text in pieces, for the kernel keeps only 4 KB of it. Bytes are sent as they are."""
        data = keys if isinstance(keys, bytes) else keys.encode()
        self._acted = len(self.raw)
        end = time.monotonic() + LIMIT
        while data:
            readable, writable, _ = select.select([self.descriptor], [self.descriptor], [], LIMIT)
            if readable:
                self._read(0)
            if self._is_gone or time.monotonic() > end:
                raise self._failure("the program takes no more keys")
            if writable:
                data = data[os.write(self.descriptor, data[:512]):]

    def interrupt(self):
        """Ctrl-C while a line is typed: what is typed next is a line of its own."""
        self.display.may_be_cut = True
        self.send(ctrl("c"))
        self.wait_for_raw("^C")

    def resize(self, columns, rows):
        """Changes the window's size; the program is told by a signal if it is another one: then true."""
        if (columns, rows) == (self.display.columns, self.display.rows):
            return False
        self._acted = len(self.raw)
        self.display.resize(columns, rows)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        return True

    # What a person sees

    def screen(self):
        """The rows of the screen without trailing blanks, and no empty rows at the end."""
        return self.display.lines()

    def wait_until(self, holds, what):
        """Waits until it holds; fails with the screen if it never does."""
        end = time.monotonic() + LIMIT
        while not holds():
            if self._is_gone or time.monotonic() > end:
                raise self._failure(f"{what} did not come")
            self._read(1)

    def wait_for(self, text):
        """Waits until the text is on the screen; blanks at its end do not count."""
        self.wait_until(lambda: any(text.rstrip() in line for line in self.screen()), repr(text))

    def wait_for_line(self, text):
        """Waits until a row of the screen is exactly this."""
        self.wait_until(lambda: text in self.screen(), repr(text))

    def wait_for_prompt(self, text):
        """Waits until the last row of the screen begins so."""
        self.wait_until(lambda: any(line.startswith(text) for line in self.screen()[-1:]), f"the prompt {text!r}")

    def wait_for_raw(self, text):
        """Waits until the program has written this, sequences and all, since something was typed or resized."""
        self.wait_until(lambda: text in self.raw[self._acted:], repr(text))

    def exit_code(self):
        """Waits for the end: the exit code, or minus the signal that ended it."""
        if self._status is None:
            process = os.pidfd_open(self.pid)
            end = time.monotonic() + LIMIT
            while process not in select.select([process], [], [], 0 if not self._is_gone else LIMIT)[0]:
                if time.monotonic() > end:
                    raise self._failure("the program runs on")
                select.select([process] + ([] if self._is_gone else [self.descriptor]), [], [], LIMIT)
                self._read(0)
            os.close(process)
            self._status = os.waitpid(self.pid, 0)[1]
            while self._read(0):
                pass
        return os.waitstatus_to_exitcode(self._status)

    def _failure(self, what):
        ending = f", and the program has ended with {self.exit_code()}" if self._is_gone else ""
        return AssertionError(f"{what}{ending}:\n" + "\n".join(self.screen()))

    def _read(self, seconds):
        """Takes in what is written within that time; false if nothing is."""
        if self._is_gone or not select.select([self.descriptor], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.descriptor, 65536)
        except OSError:
            data = b""
        self._is_gone = not data
        text = self._decoder.decode(data)
        self.raw += text
        self.display.feed(text)
        return bool(data)


def report(cases, *arguments):
    """Runs functions as tests, and ends with how many passed and failed."""
    failed = 0
    for case in cases:
        try:
            case(*arguments)
            print("passed", case.__name__)
        except Exception:
            failed += 1
            print("failed", case.__name__)
            traceback.print_exc(file=sys.stdout)
    print(f"{len(cases) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
