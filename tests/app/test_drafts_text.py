"""What is ordered and not sent becomes text and the same again; whatever else stands in the file harms nobody."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.app.drafts_file import DraftsFile
from kasse.app.drafts_text import document, draft_text, read_drafts
from kasse.domain.money import Money
from kasse.domain.orders import Wish
from kasse.domain.quantity import Quantity
from kasse.ports.books import Books
from kasse.ports.drafts import DraftsError, KeptDraft, KeptLine, KeptParcel

UUID_1 = UUID(int=1)
numbers = st.integers(-(10**12), 10**12)
words = st.text(st.characters(codec="utf-8"))
moneys = st.builds(Money, numbers)
wishes = st.builds(
    Wish,
    article=numbers,
    quantity=st.builds(Quantity, numbers),
    sides=st.lists(numbers, max_size=4).map(tuple),
    price=st.none() | moneys,
    price_level=numbers,
    usual_level=numbers,
    take_away=st.booleans(),
    course=st.none() | numbers,
    remark=words,
    voucher=words,
)
lines = st.lists(st.builds(KeptLine, wishes, words, moneys), max_size=3).map(tuple)
parcels = st.lists(st.builds(KeptParcel, st.uuids(), lines), max_size=2).map(tuple)
drafts = st.builds(KeptDraft, numbers, st.booleans(), numbers, st.uuids(), lines, parcels)
many = st.lists(drafts, max_size=3).map(tuple)


def text_of(found: tuple[KeptDraft, ...], terminal: int = 1) -> str:
    return document(terminal, [draft_text(draft) for draft in found])


@given(many)
def test_drafts_become_text_and_the_same_drafts_again(found: tuple[KeptDraft, ...]) -> None:
    assert read_drafts(text_of(found), 1) == found


def test_every_part_of_a_wish_is_kept() -> None:
    said = Wish(101, Quantity(500), (110,), Money(5), 2, 3, True, 4, "ohne", "G-1")
    usual = Wish(101)
    # What is no part of the wish itself (that it was typed in time) holds for all that is brought back.
    parts = [f.name for f in fields(Wish) if f.compare and f.name != "article"]
    assert not [name for name in parts if getattr(said, name) == getattr(usual, name)]
    line = KeptLine(said, "Suppe", Money(590))
    draft = KeptDraft(12, False, 1, UUID_1, (line,))
    assert read_drafts(text_of((draft,)), 1) == (draft,)


@given(
    st.text()
    | st.recursive(
        st.none() | st.booleans() | st.floats() | numbers | words,
        lambda inner: st.lists(inner) | st.dictionaries(words, inner),
    ).map(json.dumps)
)
def test_what_a_till_did_not_write_is_refused(text: str) -> None:
    with pytest.raises(DraftsError):
        read_drafts(text, 1)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a document where something else could stand."""
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    else:
        return []
    return [(value, key) for key, _ in inner] + [place for _, each in inner for place in places(each)]


junk: st.SearchStrategy[object] = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers(10**13)
    | st.just("\ud800")
    | st.just([])
    | st.just({})
)


@given(many.filter(bool), junk, st.data())
def test_a_damaged_file_is_read_as_it_stands_or_refused(
    found: tuple[KeptDraft, ...], instead: object, data: st.DataObject
) -> None:
    """Never anything but a draft that can be written again, and a sentence."""
    damaged = json.loads(text_of(found))
    holder, key = data.draw(st.sampled_from(places(damaged)))
    holder[key] = instead
    with suppress(DraftsError):
        read = read_drafts(json.dumps(damaged), 1)
        assert read_drafts(text_of(read), 1) == read


def test_a_bottomless_file_is_refused() -> None:
    with pytest.raises(DraftsError):
        read_drafts("[" * 200_000, 1)


class NoBooks:
    """Books of terminal 1 in which nothing is booked."""

    terminal = 1

    def booked(self, _key: object) -> None:
        return None


NO_BOOKS = cast("Books", NoBooks())


class TestFile:
    @given(found=many)
    def test_the_last_writing_is_what_is_found(
        self, found: tuple[KeptDraft, ...], tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        folder = tmp_path_factory.mktemp("till")
        file = DraftsFile(folder, NO_BOOKS)
        assert file.found.drafts == ()
        file.write(found[:1])
        file.write(found)
        again = DraftsFile(folder, NO_BOOKS).found
        assert not again.trouble
        typed = [
            line
            for draft in found
            for part in (*(p.lines for p in draft.parcels), draft.lines)
            for line in part
        ]
        assert [line for draft in again.drafts for line in draft.lines] == typed

    def test_the_content_is_on_the_disk_before_its_name_and_the_name_before_the_answer(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        steps: list[str] = []
        sync, replace = os.fsync, Path.replace

        def fsync(descriptor: int) -> None:
            steps.append("folder" if os.fstat(descriptor).st_mode & 0o040000 else "content")
            sync(descriptor)

        def rename(path: Path, target: Path) -> Path:
            steps.append("name")
            return replace(path, target)

        monkeypatch.setattr(os, "fsync", fsync)
        monkeypatch.setattr(Path, "replace", rename)
        DraftsFile(tmp_path, NO_BOOKS).write([])
        assert steps == ["content", "name", "folder"]

    @pytest.mark.parametrize("step", ["fsync", "open"])
    def test_a_writing_that_fails_leaves_what_was_kept_before(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        draft = KeptDraft(12, False, 1, UUID_1, (KeptLine(Wish(101), "Suppe", Money(590)),))
        file = DraftsFile(tmp_path, NO_BOOKS)
        file.write([draft])

        def full(*_args: object) -> int:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, step, full)
            with pytest.raises(DraftsError, match="lässt sich nicht beschreiben"):
                file.write([])
        assert DraftsFile(tmp_path, NO_BOOKS).found.drafts == (draft,)

    def test_only_its_owner_reads_it(self, tmp_path: Path) -> None:
        DraftsFile(tmp_path, NO_BOOKS).write([])
        assert (tmp_path / "unsent-1.json").stat().st_mode & 0o077 == 0
