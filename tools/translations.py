"""`make translations`: finds the German texts of the cashier's screens, keeps the catalogue, compiles it for Qt.

The catalogue is an ordinary .ts file, so Qt Linguist opens it. Its first context is kept by this program: what the code
shows on the cashier's screens, and what use cases refuse with. The second one is written by hand: words that no
program can tell from keys, and sentences that are put together. A test says when either lacks something.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import PySide6

from kasse.ui.language import CONTEXT, FOLDER, INDEX, PLACE, SOFT_HYPHEN
from kasse.ui.theme.hues import HUES

SOURCES = Path(__file__).parents[1] / "src" / "kasse"
CATALOGUE = FOLDER / "kasse_en.ts"
COMPILED = FOLDER / "kasse_en.qm"
SCREENS, BY_HAND = "screens", "by hand"
SHOWN = (
    "ui/*.py",
    "ui/orders/*.py",
    "ui/pay/*.py",
    "ui/receipts/*.py",
    "ui/shifts/*.py",
    "ui/signin/*.py",
    "ui/tables/*.py",
    "ui/training/*.py",
    "ui/widgets/*.py",
)
"""Where every German text is one for the screen."""
REFUSING = ("usecases/*.py", "domain/**/*.py")
"""Where only what is refused reaches the screen."""
BACK_OFFICE = frozenset(
    [
        "fact_sheet",
        "office_ways",
        "page_tree",
        "plan_model",
        "setting_controls",
        "setting_rows",
        "table_card",
        "table_head",
        "table_list",
        "start",
        "change_master",
        "change_setting",
        "device_life",
        "import_master",
        "master_history",
        "setting_history",
        "notify",
        "planned_prices",
        "renew_master",
        "transfer",
        "visit",
        "audit",
        "settings_file",
        "change_prices",
        "cash_balance",
        "empty_device",
        "in_use",
        "ean",
        "price_change",
        "sale_times",
        "show_secret",
        "language",
        "touch_layout_form",
    ]
)
"""Modules of the back office, which stays German."""
NO_WORDS = frozenset(
    [
        "DISPLAY",
        "move back",
        "no favourite",
        "WAYLAND_DISPLAY",
        "QT_QPA_PLATFORM",
        "Navigator",
        "kB",
        "MB",
        "GB",
        "TB",
        "EUR",
        "ECDSA",
        "USt",
        "qwertzuiopü",
        "asdfghjklöä",
        "yxcvbnm,.-",
    ]
)
QUIET_CALLS = frozenset(
    [
        "color",
        "icon",
        "skin",
        "TypeVar",
        "getattr",
        "setattr",
        "debug",
        "info",
        "warning",
        "error",
        "exception",
        "cast",
        "replace",
    ]
)
NUMBERS = frozenset(
    [
        "n",
        "number",
        "count",
        "more",
        "minutes",
        "seconds",
        "amount",
        "total",
        "change",
        "gross",
        "difference",
        "quantity",
        "left",
        "seats",
        "guests",
        "page",
        "pages",
        "cents",
        "octets",
        "least",
        "most",
        "takes",
        "to",
        "target",
        "table",
        "price",
        "discount",
        "unit_price",
        "given",
        "new_total",
        "days",
        "reverses",
        "cash",
        "first",
        "last",
        "position",
        "limit",
        "percent",
    ]
)
"""What a value in a sentence is called when it is a number, a sum, a time or a date."""
NUMBER_CALLS = frozenset(
    ["number", "portions", "clock", "day", "euro", "Money", "sum", "len", "minutes_since", "abs", "size"]
)


@dataclass(frozen=True, slots=True)
class Text:
    """A German text of the code, with {n} and {a} for the values in it."""

    source: str
    module: str

    @property
    def skeleton(self) -> str:
        return PLACE.sub("{}", self.source)


# Finding.


def found_texts() -> dict[str, Text]:
    """What the code shows, by the text."""
    texts = [text for module in _modules(SHOWN) for text in _texts(module, only_refusals=False)]
    texts += [text for module in _modules(REFUSING) for text in _texts(module, only_refusals=True)]
    return {text.source: text for text in reversed(texts)}


def _modules(patterns: Iterable[str]) -> Iterator[Path]:
    for pattern in patterns:
        yield from (file for file in sorted(SOURCES.glob(pattern)) if file.stem not in BACK_OFFICE)


def _texts(module: Path, *, only_refusals: bool) -> Iterator[Text]:
    tree = ast.parse(module.read_text("utf-8"))
    quiet = set(_quiet(tree))
    refusals = {id(part) for call in ast.walk(tree) if _is_refusal(call) for part in ast.walk(call)}
    for node in ast.walk(tree):
        if node in quiet or (only_refusals and id(node) not in refusals):
            continue
        source = _source(node)
        if source and _is_german(source):
            yield Text(source.replace(SOFT_HYPHEN, "").strip(" ·,"), module.relative_to(SOURCES).as_posix())


def _is_refusal(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused"


def _quiet(tree: ast.AST) -> Iterator[ast.AST]:
    """What is written between quotes and never shown."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as alone):
                yield alone
            case ast.JoinedStr():
                yield from (part for part in node.values if isinstance(part, ast.Constant))
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                yield from ast.walk(value)
            case ast.Call() if _called(node) in QUIET_CALLS:
                yield from node.args
            case ast.Raise(exc=ast.Call() as made) if _called(made) != "Refused":
                yield from ast.walk(made)
            case ast.arg(annotation=ast.AST() as noted) | ast.AnnAssign(annotation=noted):
                yield from ast.walk(noted)
            case ast.FunctionDef(returns=ast.AST() as noted):
                yield from ast.walk(noted)


def _called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _source(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if "{" not in node.value else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    words, numbers, texts = "", 0, 0
    # What follows a word without a space may be nothing at all, or words of its own.
    for part in node.values:
        if isinstance(part, ast.Constant):
            words += str(part.value)
        elif (
            isinstance(part, ast.FormattedValue)
            and _is_number(part.value)
            and not re.search(r"[\w.,]$", words)
        ):
            numbers += 1
            words += "{n}" if numbers == 1 else f"{{n{numbers}}}"
        else:
            words += f"{{{'abcdefg'[texts]}}}"
            texts += 1
    return words


def _is_number(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return _called(value) in NUMBER_CALLS
    if isinstance(value, ast.BinOp | ast.UnaryOp):
        return True
    return getattr(value, "attr", getattr(value, "id", "")) in NUMBERS


def _is_german(source: str) -> bool:
    words = PLACE.sub("", source).strip()
    if words in NO_WORDS or words in HUES["light"] or not re.search(r"[^\W\d_]{2}", words):
        return False
    is_key = re.fullmatch(r"[a-z0-9_.\-/#:]+", words) is not None
    return not is_key or (words != source and " " in source.strip())


# Keeping.


def read(file: Path = CATALOGUE) -> dict[str, dict[str, str]]:
    """Source and translation, by context; an empty translation is one that somebody still has to write."""
    contexts: dict[str, dict[str, str]] = {SCREENS: {}, BY_HAND: {}}
    if file.exists():
        for context in ET.parse(file).getroot().iter("context"):
            kept = contexts.setdefault(context.findtext("name") or "", {})
            for message in context.iter("message"):
                kept[message.findtext("source") or ""] = message.findtext("translation") or ""
    return contexts


def renewed(kept: dict[str, dict[str, str]], found: dict[str, Text]) -> dict[str, dict[str, str]]:
    """The catalogue with what the code shows now. What only calls its values otherwise keeps its translation."""
    by_hand, screens = kept[BY_HAND], kept[SCREENS]
    alike = {PLACE.sub("{}", source): (source, target) for source, target in screens.items()}
    now: dict[str, str] = {}
    for source, text in found.items():
        if source in screens:
            now[source] = screens[source]
        elif source not in by_hand:
            before, target = alike.get(text.skeleton, (source, ""))
            places = dict(zip(PLACE.findall(before), PLACE.findall(source), strict=True))
            now[source] = _with_places(target, places)
    return {SCREENS: dict(sorted(now.items())), BY_HAND: dict(sorted(by_hand.items()))}


def _with_places(target: str, places: dict[str, str]) -> str:
    """The translation with the values as the source calls them now; what is translated stays so."""

    def put(place: re.Match[str]) -> str:
        name = places[place[1].lower()]
        return f"{{{name.upper() if place[1][0].isupper() and name[0] != 'n' else name}}}"

    return PLACE.sub(put, target)


def write(contexts: dict[str, dict[str, str]], file: Path) -> None:
    """As Qt Linguist writes it."""
    root = ET.Element("TS", version="2.1", language="en", sourcelanguage="de")
    for name, messages in contexts.items():
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for source, target in messages.items():
            message = ET.SubElement(context, "message")
            ET.SubElement(message, "source").text = source
            translation = ET.SubElement(message, "translation")
            translation.text = target
            if not target:
                translation.set("type", "unfinished")
    ET.indent(root)
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    file.write_text(head + ET.tostring(root, encoding="unicode") + "\n", "utf-8")


def compiled(contexts: dict[str, dict[str, str]]) -> bytes:
    """What Qt reads: all contexts in one, and the index of the sentences with values in them."""
    messages = {
        source: target for context in contexts.values() for source, target in context.items() if target
    }
    messages[INDEX] = "\n".join(source for source in messages if PLACE.search(source))
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "kasse.ts"), Path(folder, "kasse.qm")
        write({CONTEXT: messages}, source)
        program = Path(PySide6.__file__).parent / "lrelease"
        subprocess.run([program, "-silent", source, "-qm", target], check=True)
        return target.read_bytes()


def main() -> int:
    """Keep and compile; tells what is not translated yet."""
    contexts = renewed(read(), found_texts())
    write(contexts, CATALOGUE)
    COMPILED.write_bytes(compiled(contexts))
    missing = [source for source, target in contexts[SCREENS].items() if not target]
    for source in missing:
        print(source)
    print(f"{sum(map(len, contexts.values()))} texts, {len(missing)} without translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
