"""Every kind gives back what it has written, and says in German what it takes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.catalogue import MenuSection
from kasse.domain.refused import Refused
from kasse.settings.kinds import (
    HUES,
    Amount,
    Amounts,
    ArticleNumber,
    Choice,
    Colour,
    Day,
    Digits,
    Entries,
    File,
    Folder,
    Hours,
    Kind,
    Lines,
    Maybe,
    Number,
    NumberOf,
    NumberSet,
    NumbersOf,
    OperatorNumber,
    Percent,
    Printer,
    ProductGroupNumber,
    Ranges,
    Rate,
    Recipients,
    Referred,
    Secret,
    Sections,
    Several,
    Switch,
    TableNumber,
    Text,
    Time,
    Weekdays,
)

LINE = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=30).map(str.strip).filter(bool)
SECTION = st.builds(
    MenuSection,
    st.text(
        st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u00a0"),
        min_size=1,
        max_size=12,
    )
    .filter(str.isprintable)
    .filter(str.strip),
    st.lists(st.integers(0, 99_999), max_size=5).map(tuple),
    st.sampled_from(("", *HUES)),
)
NUMBERED = (OperatorNumber(), ArticleNumber(), ProductGroupNumber(), TableNumber())
VALUES: list[tuple[Any, st.SearchStrategy[Any]]] = [
    (Switch(), st.booleans()),
    (Number(-5, 300), st.integers(-5, 300)),
    (Amount(-1000, 100_000), st.integers(-1000, 100_000)),
    (Amounts(), st.lists(st.integers(1, 100_000_00), max_size=10, unique=True).map(sorted).map(tuple)),
    (Percent(), st.integers(0, 100_00)),
    (Text(30), LINE),
    (Digits(8), st.from_regex(r"\A[0-9]{0,8}\Z")),
    (Lines(0, 5), st.lists(LINE, max_size=5, unique=True).map(tuple)),
    (Choice({"a": "Eins", "b": "Zwei"}), st.sampled_from("ab")),
    (Time(), st.times().map(lambda t: time(t.hour, t.minute))),
    (Weekdays(), st.frozensets(st.integers(0, 6))),
    (Day(), st.none() | st.dates()),
    (Hours(), st.sampled_from(("", "Mo-Fr 11:00-14:30", "11:00-14:00; Sa-So", "Di,Do-Fr 18:00-02:00"))),
    (Colour(), st.sampled_from(("", *HUES))),
    (Folder(), st.none() | LINE.map(lambda name: Path("/") / name.replace("/", "").lstrip(".") / "x")),
    (File(), st.none() | st.just(Path("/media/usb/logo.png"))),
    (Printer(), LINE),
    *((kind, st.none() | st.integers(0, 99_999)) for kind in NUMBERED),
    (Recipients(), st.lists(st.from_regex(r"\A[a-z]{1,8}@[a-z]{1,8}\.de\Z"), max_size=5, unique=True).map(tuple)),
    (Maybe(Amount(), "wie Preis 1"), st.none() | st.integers(0, 100_000)),
    (Rate(), st.integers(1, 999_999_999_999)),
    (Several({"a": "Eins", "b": "Zwei", "c": "Drei"}), st.frozensets(st.sampled_from("abc"))),
    (NumberOf(Referred.UNIT), st.none() | st.integers(0, 99_999)),
    (NumbersOf(Referred.ARTICLE), st.lists(st.integers(0, 99_999), max_size=5, unique=True).map(tuple)),
    (Sections(), st.lists(SECTION, max_size=4).map(tuple)),
    (Entries(), st.dictionaries(LINE, LINE, max_size=4)),
    (Secret("x/y"), st.none() | st.integers(0, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC))),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "values"), VALUES, ids=lambda each: type(each).__name__)
@given(data=st.data())
def test_what_is_stored_is_read_again_as_it_was(
    kind: Kind[Any], values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    value = data.draw(values)
    assert kind.read(kind.write(value)) == value
    assert isinstance(kind.show(value), str)


@pytest.mark.parametrize("kind", [kind for kind, _ in VALUES], ids=lambda each: type(each).__name__)
@given(text=st.text(max_size=40))
def test_any_text_is_either_read_or_refused_in_a_sentence(kind: Kind[Any], text: str) -> None:
    refused = ""
    try:
        value = kind.read(text)
    except Refused as refusal:
        refused = str(refusal)
    if refused:
        assert refused[0].isupper() or refused[0] == "„"
        assert refused.endswith(".")
    else:
        assert kind.read(kind.write(value)) == value


@pytest.mark.parametrize("kind", [kind for kind, _ in VALUES], ids=lambda each: type(each).__name__)
def test_every_kind_says_what_is_allowed(kind: Kind[Any]) -> None:
    assert kind.bounds()


class TestTexts:
    def test_where_a_long_word_breaks_may_be_said_on_a_key_and_nowhere_else(self) -> None:
        words = "Brat\u00adwurst"
        assert Text(60, breaks=True).read(words) == words
        for kind, text in (
            (Text(60), words),
            (Text(60, breaks=True), "Brat\u200bwurst"),
            (Text(60, breaks=True), "a\nb"),
        ):
            with pytest.raises(Refused):
                kind.read(text)


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "cents"), [("12,50", 1250), ("12", 1200), ("12,5 €", 1250), ("0,07", 7)]
    )
    def test_sums_are_typed_with_a_comma(self, text: str, cents: int) -> None:
        assert Amount().read(text) == cents

    @pytest.mark.parametrize("text", ["12.50", "12,505", "", "zwölf", "1e3", "-1", "²"])
    def test_other_sums_are_refused(self, text: str) -> None:
        with pytest.raises(Refused, match="Betrag von 0,00 bis"):
            Amount().read(text)

    def test_a_rate_is_kept_in_millionths_and_is_more_than_nothing(self) -> None:
        assert Rate().read("1,0525") == 1_052_500
        assert Rate().read("0.000001") == 1
        with pytest.raises(Refused, match="größer als 0"):
            Rate().read("0")

    def test_a_percentage_is_kept_in_basis_points(self) -> None:
        assert Percent().read("12,5 %") == 1250
        assert Percent().show(1250) == "12,5 %"
        assert Percent().show(500) == "5 %"

    @pytest.mark.parametrize("text", ["4", "31", "3,5", "", "٣"])
    def test_a_number_out_of_its_bounds_is_refused_with_the_bounds(self, text: str) -> None:
        with pytest.raises(Refused, match="von 5 bis 30 Sekunden"):
            Number(5, 30, "Sekunden").read(text)


class TestRanges:
    def test_numbers_and_ranges_are_written_as_short_as_they_can_be(self) -> None:
        kind = Ranges()
        assert kind.write(kind.read(" 9, 4-7 ,1,2,5")) == "1-2,4-7,9"
        assert list(kind.read("1,2,4-7,9")) == [1, 2, 4, 5, 6, 7, 9]

    @given(st.sets(st.integers(1, 60), max_size=30))
    def test_a_set_of_numbers_holds_these_and_no_others(self, numbers: set[int]) -> None:
        found = Ranges(1, 60).read(",".join(map(str, numbers)))
        assert {n for n in range(70) if n in found} == numbers == set(found)
        assert bool(found) is bool(numbers)

    @pytest.mark.parametrize(
        ("text", "words"),
        [("7-4", "rückwärts"), ("1,x", "keine Nummer"), ("0", "von 1 bis"), ("1-", "keine Nummer"), ("1-99999", "höchstens")],
    )  # fmt: skip
    def test_what_is_no_list_of_numbers_is_refused_with_the_part_that_is_wrong(
        self, text: str, words: str
    ) -> None:
        with pytest.raises(Refused, match=words):
            Ranges().read(text)

    def test_none_at_all_is_a_set_too(self) -> None:
        assert Ranges().read("") == NumberSet()


class TestSeveral:
    def test_things_to_choose_from_may_be_named_in_german_too(self) -> None:
        kind = Several({"pay": "Kassieren", "void": "Storno"})
        assert kind.read("storno, Kassieren") == {"pay", "void"}
        assert kind.write(frozenset({"void", "pay"})) == "pay,void"
        assert Choice({"pay": "Kassieren"}).read("Kassieren") == "pay"

    def test_what_is_not_among_them_is_refused_with_their_names(self) -> None:
        with pytest.raises(Refused, match="Zur Auswahl stehen: Kassieren, Storno"):
            Several({"pay": "Kassieren", "void": "Storno"}).read("pay,fly")


class TestSections:
    def test_pages_are_written_as_one_line_that_can_be_read(self) -> None:
        pages = (
            MenuSection("Suppen", (1, 0, 3), "Honig"),
            MenuSection("Salate", (7, 8)),
            MenuSection("Neu", ()),
        )
        assert Sections().write(pages) == "Suppen [Honig]: 1,0,3; Salate: 7,8; Neu:"
        assert Sections().read("Suppen [Honig]: 1, 0, 3\nSalate:7,8;Neu;") == pages

    @pytest.mark.parametrize(
        ("text", "words"),
        [("Suppen: Huhn", "anderes als Artikelnummern"), (": 1,2", "braucht einen Namen"), ("A [rosa]: 1", "Farbe „rosa“")],
    )  # fmt: skip
    def test_what_is_no_page_is_refused_with_what_is_wrong(self, text: str, words: str) -> None:
        with pytest.raises(Refused, match=words):
            Sections().read(text)


class TestTimes:
    @pytest.mark.parametrize("text", ["18:30", "18.30", "1830"])
    def test_a_time_may_be_typed_as_one_is_used_to(self, text: str) -> None:
        assert Time().read(text) == time(18, 30)

    @pytest.mark.parametrize("text", ["24:00", "18:60", "abends", "", "5"])
    def test_what_is_no_time_is_refused(self, text: str) -> None:
        with pytest.raises(Refused, match="18:30"):
            Time().read(text)

    def test_days_of_the_week_are_stored_in_their_order(self) -> None:
        assert Weekdays().write(Weekdays().read("so, Mo,Mittwoch")) == "mo,mi,so"
        assert Weekdays().show(frozenset({0, 6})) == "Mo, So"

    @pytest.mark.parametrize("text", ["3.5.2026", "03.05.2026", "2026-05-03"])
    def test_a_date_may_be_typed_in_german_or_as_it_is_stored(self, text: str) -> None:
        assert Day().read(text) == date(2026, 5, 3)


class TestPlaces:
    def test_a_folder_is_named_by_its_whole_path(self) -> None:
        assert Folder().read("/media/kasse") == Path("/media/kasse")
        assert Folder().read("  ") is None
        with pytest.raises(Refused, match="ganzen Pfad"):
            Folder().read("kasse/export")

    def test_a_file_has_one_of_the_endings_that_are_wanted(self) -> None:
        with pytest.raises(Refused, match=r"\.png oder \.jpg"):
            File((".png", ".jpg")).read("/media/logo.gif")


class TestSecret:
    def test_a_secret_is_a_moment_to_whoever_reads_settings(self) -> None:
        shown = Secret("x/y").show(datetime(2026, 5, 3, tzinfo=UTC))
        assert shown == "•••••••• gesetzt am 03.05.2026"
        assert Secret("x/y").show(None) == "nicht gesetzt"

    @pytest.mark.parametrize("typed", ["", "a\nb", "x" * 50])
    def test_a_refused_secret_is_never_repeated(self, typed: str) -> None:
        with pytest.raises(Refused) as refused:
            Secret("x/y", longest=40).check(typed)
        assert not typed or typed not in str(refused.value)

    def test_a_password_that_somebody_stored_as_text_does_not_fit_and_is_not_shown(self) -> None:
        with pytest.raises(Refused) as refused:
            Secret("x/y").read("geheim")
        assert "geheim" not in str(refused.value)
