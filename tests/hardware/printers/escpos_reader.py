"""Reads ESC/POS as a printer would, strictly: what it does not know, or finds cut short, is an error.

Written from the command table of the makers, not from the code that writes the bytes.
"""

from dataclasses import dataclass, field

from PIL import Image

CODE_PAGES = {0: "cp437", 2: "cp850", 16: "cp1252", 18: "cp852", 19: "cp858"}
CHARACTER_DOTS = {0: 12, 1: 9}


class UnreadableError(Exception):
    """A printer would do something that nobody meant."""


@dataclass(frozen=True)
class Style:
    """How the characters of a line look."""

    width: int = 1
    height: int = 1
    bold: bool = False
    invert: bool = False
    font: int = 0

    def __str__(self) -> str:
        names = {(1, 1): "", (1, 2): "tall", (2, 2): "double"}
        words = [
            names[self.width, self.height],
            "bold" * self.bold,
            "invert" * self.invert,
            "small" * self.font,
        ]
        return " ".join(word for word in words if word)


@dataclass(frozen=True)
class PrintedLine:
    text: str
    style: Style

    @property
    def dots(self) -> int:
        """How wide the printer makes it."""
        return len(self.text) * CHARACTER_DOTS[self.style.font] * self.style.width


@dataclass(frozen=True)
class NativeCode:
    text: str
    dots: int
    correction: str


Printed = PrintedLine | NativeCode | Image.Image


@dataclass
class Paper:
    """What lies in the tray after a cut."""

    printed: list[Printed] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        return [each.text for each in self.printed if isinstance(each, PrintedLine)]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def codes(self) -> list[NativeCode]:
        return [each for each in self.printed if isinstance(each, NativeCode)]

    @property
    def images(self) -> list[Image.Image]:
        return [each for each in self.printed if isinstance(each, Image.Image)]

    def described(self) -> str:
        """The paper for a person to read, with the style of each line before it."""
        rows = []
        for each in self.printed:
            if isinstance(each, PrintedLine):
                rows.append(f"{each.style!s:<12}|{each.text}")
            elif isinstance(each, NativeCode):
                rows.append(f"{'qr':<12}|{each.correction}, {each.dots} dots a module, {each.text}")
            else:
                rows.append(f"{'image':<12}|{each.width} x {each.height}")
        return "\n".join(row.rstrip() for row in rows) + "\n"


class Reader:
    """One printer's mind, for one stream of bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._page: str | None = None
        self._style = Style()
        self._align = 0
        self._line = bytearray()
        self._qr: dict[str, object] = {}
        self._paper = Paper()
        self.papers: list[Paper] = []
        self.pulses: list[bytes] = []
        while self._at < len(data):
            self._step()
        if self._line:
            raise UnreadableError("the page ends without line feed")
        self._tear_off()

    def _tear_off(self) -> None:
        if self._paper.printed:
            self.papers.append(self._paper)
            self._paper = Paper()

    def _take(self, count: int = 1) -> bytes:
        taken = self._data[self._at : self._at + count]
        if len(taken) < count:
            raise UnreadableError(f"cut short at byte {self._at}")
        self._at += count
        return taken

    def _byte(self) -> int:
        return self._take()[0]

    def _step(self) -> None:
        byte = self._byte()
        if byte == 0x1B:
            self._escape(self._byte())
        elif byte == 0x1D:
            self._group(self._byte())
        elif byte == 0x0A:
            self._end_line()
        elif byte < 0x20 or byte == 0x7F:
            raise UnreadableError(f"control character {byte:02x} at byte {self._at - 1}")
        else:
            self._line.append(byte)

    def _end_line(self) -> None:
        if self._page is None:
            raise UnreadableError("text before a code page was chosen")
        if self._align and self._line:
            raise UnreadableError("our lines bring their own blanks and stand at the left")
        self._paper.printed.append(PrintedLine(self._line.decode(self._page), self._style))
        self._line.clear()

    def _at_line_start(self) -> None:
        if self._line:
            raise UnreadableError(f"a command for whole lines inside a line at byte {self._at}")

    def _escape(self, command: int) -> None:
        match chr(command):
            case "@":
                self._at_line_start()
                self._tear_off()  # a printer without a knife: the next page begins
                self._page, self._style, self._align = None, Style(), 0
            case "R":
                if self._byte() != 0:
                    raise UnreadableError("national letters in place of brackets")
            case "t":
                self._page = CODE_PAGES[self._byte()]
            case "M":
                self._style = self._changed(font=self._byte())
            case "E":
                self._style = self._changed(bold=bool(self._byte() & 1))
            case "a":
                self._at_line_start()
                self._align = self._byte()
            case "p":
                self.pulses.append(self._take(3))
            case "d":
                self._at_line_start()
                self._paper.printed += [PrintedLine("", Style())] * self._byte()
            case _:
                raise UnreadableError(f"ESC {command:02x} at byte {self._at - 2}")

    def _group(self, command: int) -> None:
        match chr(command):
            case "!":
                size = self._byte()
                self._style = self._changed(width=(size >> 4) + 1, height=(size & 7) + 1)
            case "B":
                self._style = self._changed(invert=bool(self._byte() & 1))
            case "V":
                self._at_line_start()
                if self._take(2) not in {b"\x42\x00", b"\x41\x00"}:
                    raise UnreadableError("a cut above the last lines")
                self.papers.append(self._paper)
                self._paper = Paper()
            case "v":
                self._raster()
            case "(":
                self._extended(self._byte())
            case _:
                raise UnreadableError(f"GS {command:02x} at byte {self._at - 2}")

    def _changed(self, **what: object) -> Style:
        return Style(**{**self._style.__dict__, **what})

    def _raster(self) -> None:
        self._at_line_start()
        head = self._take(6)
        if head[:2] != b"0\x00":
            raise UnreadableError("raster image in another mode")
        width, height = head[2] + 256 * head[3], head[4] + 256 * head[5]
        if height > 256:
            raise UnreadableError("a band higher than small buffers")
        band = Image.frombytes("1", (width * 8, height), bytes(0xFF ^ b for b in self._take(width * height)))
        last = self._paper.printed[-1] if self._paper.printed else None
        if isinstance(last, Image.Image) and last.width == band.width:
            whole = Image.new("1", (band.width, last.height + band.height))
            whole.paste(last, (0, 0))
            whole.paste(band, (0, last.height))
            self._paper.printed[-1] = whole
        else:
            self._paper.printed.append(band)

    def _extended(self, kind: int) -> None:
        self._at_line_start()
        low, high = self._take(2)
        content = self._take(low + 256 * high)
        if chr(kind) != "k" or content[:1] != b"1":
            raise UnreadableError(f"GS ( {kind:02x}")
        match chr(content[1]):
            case "A":
                self._qr = {"model": content[2:]}
            case "C":
                self._qr["dots"] = content[2]
            case "E":
                self._qr["correction"] = "LMQH"[content[2] - 48]
            case "P":
                self._qr["text"] = content[3:].decode()
            case "Q":
                if self._qr.get("model") != b"2\x00":
                    raise UnreadableError("no model 2 chosen")
                self._paper.printed.append(
                    NativeCode(str(self._qr["text"]), int(str(self._qr["dots"])), str(self._qr["correction"]))
                )
            case _:
                raise UnreadableError(f"QR function {content[1]:02x}")


def read(data: bytes) -> list[Paper]:
    """All papers in a stream. Raises UnreadableError."""
    return Reader(data).papers


def pulses(data: bytes) -> list[bytes]:
    """Pulses for the cash drawer: pin, time on and time off in steps of 2 ms."""
    return Reader(data).pulses
