"""Runs a program on a terminal of its own and shows what a person would see. Standard library only.

    with Terminal([program, "console"], columns=80, rows=24) as terminal:
        terminal.wait_for("listino> ")
        terminal.send("help\r")
        terminal.settle()
        assert terminal.screen()[1] == "..."
"""

import codecs
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

from screen import Screen

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
        while data:
            _, writable, _ = select.select([], [self.descriptor], [], 0.02)
            if writable:
                data = data[os.write(self.descriptor, data[:512]):]
            self._read(0)

    def resize(self, columns, rows):
        """Changes the window's size; the program is told by a signal."""
        self.display.resize(columns, rows)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number):
        """Sends the program a signal."""
        os.kill(self.pid, number)

    # What a person sees

    def screen(self):
        """The rows of the screen without trailing blanks, and no empty rows at the end."""
        return self.display.lines()

    @property
    def cursor(self):
        """Row and column, from 0."""
        return self.display.row, self.display.column

    def settle(self, quiet=0.15, limit=10.0):
        """Waits until nothing has been written for a while."""
        end = time.monotonic() + limit
        while time.monotonic() < end and self._read(quiet):
            pass
        return self.screen()

    def wait_for(self, text, limit=10.0):
        """Waits until the text is on the screen (blanks at its end do not count); fails with the screen if not."""
        end = time.monotonic() + limit
        while not any(text.rstrip() in line for line in self.screen()):
            if time.monotonic() > end:
                raise AssertionError(f"{text!r} did not appear:\n" + "\n".join(self.screen()))
            self._read(0.05)
        return self.screen()

    def echoes(self):
        """Whether the kernel echoes what is typed: true when the terminal is back as a shell wants it."""
        return bool(termios.tcgetattr(self.descriptor)[3] & termios.ECHO)

    def exit_code(self, limit=10.0):
        """Waits for the end: the exit code, or minus the signal that ended it."""
        end = time.monotonic() + limit
        while self._status is None:
            self._read(0.02)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = status
                while self._read(0.05):
                    pass
            elif time.monotonic() > end:
                raise AssertionError("still running:\n" + "\n".join(self.screen()))
        return os.waitstatus_to_exitcode(self._status)

    def is_stopped(self, limit=5.0):
        """Waits until job control has stopped the program."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            self._read(0.02)
            pid, status = os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)
            if pid and os.WIFSTOPPED(status):
                return True
            if pid:
                self._status = status
                return False
        return False

    def _read(self, seconds):
        """Takes in what was written within that time; false if nothing was."""
        readable, _, _ = select.select([self.descriptor], [], [], seconds)
        if not readable:
            return False
        try:
            data = os.read(self.descriptor, 65536)
        except OSError:  # the program has gone
            time.sleep(min(seconds, 0.02))
            return False
        text = self._decoder.decode(data)
        self.raw += text
        self.display.feed(text)
        return bool(data)
