"""A small terminal screen: as much of ECMA-48 as libedit and the console write."""

import re
import unicodedata

_CSI = re.compile(r"\x1b\[([?<=>]?)([0-9;]*)([ -/]*)([@-~])")


def width(character):
    """Cells a character takes: 0, 1 or 2."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Screen:
    """What a terminal would show. Unknown sequences are an error, so that no test passes unseen."""

    def __init__(self, columns=80, rows=24):
        self.columns, self.rows = columns, rows
        self.cells = [self._blank() for _ in range(rows)]
        self.styles = [[""] * columns for _ in range(rows)]
        self.scrollback = []
        self.row = self.column = 0
        self.style = ""
        self.modes = set()
        self.bells = 0
        # Sequences may break off, and go on as what comes next: with Ctrl-C the kernel drops what it has not shown yet.
        self.may_be_cut = False
        self._wraps = False  # the last column is full: the next character begins a row
        self._saved = (0, 0, "")
        self._rest = ""

    def _blank(self):
        return [" "] * self.columns

    # What there is to look at

    def lines(self):
        """The rows without the blanks at their ends; no empty rows at the end."""
        rows = ["".join(row).rstrip() for row in self.cells]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def everything(self):
        """The lines with those that have scrolled away."""
        return self.scrollback + self.lines()

    # What a program writes

    def feed(self, text):
        text, self._rest = self._rest + text, ""
        at = 0
        while at < len(text):
            if text[at] != "\x1b":
                self._put(text[at])
                at += 1
                continue
            if len(text) - at == 1 or (text[at + 1] == "[" and not _CSI.match(text, at) and len(text) - at < 32):
                self._rest = text[at:]
                return
            if text[at + 1] == "[":
                found = _CSI.match(text, at)
                if self.may_be_cut and not found:
                    at += 2
                    continue
                if not found or found[3]:
                    raise ValueError(f"unknown sequence {text[at:at + 12]!r}")
                self._csi(found[1], found[2], found[4])
                at = found.end()
            elif self.may_be_cut and text[at + 1] not in "(78M=>":
                at += 1
            elif text[at + 1] == "(":
                at += 3
            else:
                self._escape(text[at + 1])
                at += 2

    def resize(self, columns, rows):
        """Cuts or pads like xterm: what was wrapped stays as it was."""
        kept = max(0, min(self.row + 1, len(self.cells)) - rows)
        self.scrollback += ["".join(row).rstrip() for row in self.cells[:kept]]
        cells, styles = self.cells[kept:], self.styles[kept:]
        self.columns, self.rows = columns, rows
        fit = lambda rows_, filler: [
            (rows_[i][:columns] + [filler] * (columns - len(rows_[i]))) if i < len(rows_) else [filler] * columns
            for i in range(rows)
        ]
        self.cells, self.styles = fit(cells, " "), fit(styles, "")
        self.row = max(0, min(rows - 1, self.row - kept))
        self.column = min(columns - 1, self.column)
        self._wraps = False

    def _put(self, character):
        if character == "\r":
            self.column, self._wraps = 0, False
        elif character in "\n\x0b\x0c":
            self._down()
            self._wraps = False
        elif character == "\b":
            self.column, self._wraps = max(0, self.column - 1), False
        elif character == "\t":
            self.column = min(self.columns - 1, self.column // 8 * 8 + 8)
        elif character == "\a":
            self.bells += 1
        elif character in "\x0e\x0f\0":
            pass
        elif ord(character) < 32:
            raise ValueError(f"unknown control {character!r}")
        else:
            self._print(character)

    def _print(self, character):
        cells = min(width(character), self.columns)
        if cells == 0:
            before = max(0, self.column - (0 if self._wraps else 1))
            self.cells[self.row][before] += character
            return
        if self._wraps or self.column + cells > self.columns:
            self.column, self._wraps = 0, False
            self._down()
        row, styles = self.cells[self.row], self.styles[self.row]
        if 4 in self.modes:
            self._split(self.column)
            row[self.column:self.column] = [" "] * cells
            styles[self.column:self.column] = [""] * cells
            del row[self.columns:], styles[self.columns:]
        self._split(self.column)
        if 4 not in self.modes:
            self._split(self.column + cells)
        for i in range(cells):
            # A wide character stands in its first cell; the second is empty text.
            row[self.column + i] = character if i == 0 else ""
            styles[self.column + i] = self.style
        self.column += cells
        if self.column >= self.columns:
            self.column, self._wraps = self.columns - 1, True

    def _split(self, column):
        """Clears a wide character that an edge at this column cuts in two."""
        row = self.cells[self.row]
        if 0 < column < self.columns and row[column] == "":
            row[column - 1] = row[column] = " "

    def _down(self):
        if self.row + 1 < self.rows:
            self.row += 1
            return
        self.scrollback.append("".join(self.cells.pop(0)).rstrip())
        self.styles.pop(0)
        self.cells.append(self._blank())
        self.styles.append([""] * self.columns)

    def _escape(self, final):
        if final == "7":
            self._saved = (self.row, self.column, self.style)
        elif final == "8":
            self.row, self.column, self.style = self._saved
            self._wraps = False
        elif final == "M":
            self.row = max(0, self.row - 1)
        elif final not in "=>" and not self.may_be_cut:
            raise ValueError(f"unknown sequence ESC {final!r}")

    def _csi(self, private, parameters, final):
        values = [int(value or 0) for value in parameters.split(";")] if parameters else []
        first = values[0] if values else 0
        count = max(1, first)
        if final in "hl":
            for value in values:
                name = private + str(value) if private else value
                (self.modes.add if final == "h" else self.modes.discard)(name)
            return
        if private:
            raise ValueError(f"unknown sequence CSI {private}{parameters}{final}")
        if final == "m":
            self.style = "" if not parameters or values == [0] else parameters
            return
        self._wraps = False
        row, styles = self.cells[self.row], self.styles[self.row]
        if final == "A":
            self.row = max(0, self.row - count)
        elif final == "B":
            self.row = min(self.rows - 1, self.row + count)
        elif final == "C":
            self.column = min(self.columns - 1, self.column + count)
        elif final == "D":
            self.column = max(0, self.column - count)
        elif final == "G":
            self.column = min(self.columns, count) - 1
        elif final == "d":
            self.row = min(self.rows, count) - 1
        elif final in "Hf":
            self.row = min(self.rows, count) - 1
            self.column = min(self.columns, max(1, values[1] if len(values) > 1 else 1)) - 1
        elif final == "K":
            start, end = [(self.column, self.columns), (0, self.column + 1), (0, self.columns)][first]
            self._split(start)
            self._split(end)
            row[start:end] = [" "] * (end - start)
            styles[start:end] = [""] * (end - start)
        elif final == "J":
            self._csi("", str(first) if first < 2 else "2", "K")
            rows = [range(self.row + 1, self.rows), range(self.row), range(self.rows)][min(first, 2)]
            for index in rows:
                self.cells[index], self.styles[index] = self._blank(), [""] * self.columns
        elif final == "P":
            self._split(self.column)
            self._split(self.column + count)
            for line, filler in ((row, " "), (styles, "")):
                del line[self.column:self.column + count]
                line += [filler] * (self.columns - len(line))
        elif final == "@":
            self._split(self.column)
            for line, filler in ((row, " "), (styles, "")):
                line[self.column:self.column] = [filler] * count
                del line[self.columns:]
        elif final == "X":
            end = min(self.columns, self.column + count)
            self._split(self.column)
            self._split(end)
            row[self.column:end] = [" "] * (end - self.column)
        elif not self.may_be_cut:
            raise ValueError(f"unknown sequence CSI {parameters}{final}")
