"""An export without a fault is found to be so, in every shape; with the TSE's archive beside it, too."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from dsfinvk import validate

from kasse.fiscal.de.dsfinvk.check import Report, Severity, check_export
from kasse.fiscal.de.tse_archive.tar import ArchiveError
from tests.fiscal.de.dsfinvk.days import BEER, FIRST_DAY, SALE, SECOND_DAY, cash, two_days
from tests.fiscal.de.dsfinvk.files import Change, Files, both, cell, everywhere, gone_everywhere, told
from tests.fiscal.de.dsfinvk.house import SERIAL, Bon, House
from tests.fiscal.de.dsfinvk.tse import Tse, log_text
from tests.golden import check_golden


def test_the_awkward_cases_are_written_as_the_law_wants_them(files: Files, folder: Path) -> None:
    report = check_export(files.write(folder))
    assert told(report) == []
    assert report.is_clean
    assert (report.files, report.closings, report.receipts, report.signatures) == (22, 3, 27, 26)


def test_what_was_written_was_read_by_a_person(files: Files) -> None:
    for name, content in files.content.items():
        check_golden(content, f"dsfinvk/{name}")


def test_a_zip_file_is_checked_like_a_folder(tmp_path: Path) -> None:
    house = two_days()
    report = check_export(house.export(tmp_path / "export.zip"))
    assert report == check_export(house.export(tmp_path / "export"))


def test_the_files_may_lie_one_folder_down_in_the_zip(files: Files, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        for name, content in files.content.items():
            archive.writestr(f"März/{name}", content)
    assert told(check_export(tmp_path / "e.zip")) == []


def test_another_validator_finds_nothing_either(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = two_days()
    assert validate.validate_dir(house.export(tmp_path / "export")) == []
    assert validate.validate_zip(house.export(tmp_path / "export.zip")) == []
    assert capsys.readouterr().out == ""


def test_an_export_without_a_closing_is_empty_and_not_wrong(tmp_path: Path) -> None:
    report = check_export(House().export(tmp_path / "export"))
    assert told(report) == []
    assert report.closings == 0


def test_a_short_check_verifies_only_some_signatures_or_none(files: Files, folder: Path) -> None:
    export = files.write(folder)
    assert [check_export(export, signatures=every).signatures for every in (0, 1, 5)] == [0, 26, 5]


def test_progress_is_told_and_can_break_the_check_off(files: Files, folder: Path) -> None:
    heard: list[float] = []
    check_export(files.write(folder), progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1

    def stop(_: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        check_export(folder, progress=stop)


def test_of_each_kind_some_are_shown_and_all_are_counted(files: Files, folder: Path) -> None:
    everywhere("BEDIENER_ID", "7", "")(files)
    (kind,) = check_export(files.write(folder)).kinds
    assert (kind.count, len(kind.shown)) == (27, 20)
    assert kind.shown[0].place == "transactions.csv, Zeile 2"


def test_a_line_is_counted_as_an_editor_counts_it(files: Files, folder: Path) -> None:
    # The note of receipt 103 goes over two lines of the file.
    cell("transactions.csv", "BEDIENER_ID", "", BON_ID="110")(files)
    (kind,) = check_export(files.write(folder)).kinds
    line = kind.shown[0].line
    assert line is not None
    assert files.content["transactions.csv"].decode().split("\n")[line - 1].split(";")[3] == "110"


# --- foreign exports --------------------------------------------------------------------------------------


def errors(report: Report) -> list[str]:
    return [text for text in told(report) if f" {Severity.ERROR} " in text]


def shuffled(files: Files) -> None:
    for name in list(files.content):
        if name.endswith(".csv"):
            rows = files.rows(name)
            if name not in ("cashpointclosing.csv", "transactions.csv"):
                rows.reverse()
            files.put(name, rows)


def named(files: Files) -> None:
    """BON_IDs are no numbers, as many tills write them."""
    for number in range(101, 128):
        for column in ("BON_ID", "REF_BON_ID", "Z_START_ID", "Z_ENDE_ID"):
            everywhere(column, str(number), f"b{number * 7919 % 1000:03d}-ä")(files)


def on_account_as_in_the_official_example(files: Files) -> None:
    """The taxes of the receipt are those of the whole sale; the receivable stands only in its line."""
    rows = files.rows("transactions_vat.csv")
    files.put("transactions_vat.csv", [r for r in rows if (r["BON_ID"], r["UST_SCHLUESSEL"]) != ("112", "5")])


def voided_and_not_counted(files: Files) -> None:
    """A line cancelled at once is kept with its amounts, and counts neither in the receipt nor in the closing."""
    line = dict(next(row for row in files.rows("lines.csv") if row["BON_ID"] == "103"))
    vat = dict(next(row for row in files.rows("lines_vat.csv") if row["BON_ID"] == "103"))
    line.update(POS_ZEILE="3", P_STORNO="1")
    vat.update(POS_ZEILE="3")
    files.put("lines.csv", [*files.rows("lines.csv"), line])
    files.put("lines_vat.csv", [*files.rows("lines_vat.csv"), vat])


def two_decimals(files: Files) -> None:
    for name in ("lines.csv", "lines_vat.csv", "transactions_vat.csv", "businesscases.csv"):
        rows = files.rows(name)
        files.put(
            name, [{c: v[:-3] if re.search(r",\d{5}$", v) else v for c, v in row.items()} for row in rows]
        )


def older_version(files: Files) -> None:
    """Version 2.2: without the column for what was secured."""
    rows = files.rows("transactions_tse.csv")
    files.content["transactions_tse.csv"] = files.content["transactions_tse.csv"].replace(
        b";TSE_VORGANGSDATEN", b""
    )
    for row in rows:
        del row["TSE_VORGANGSDATEN"]
    files.put("transactions_tse.csv", rows)


TOLERATED: list[tuple[str, Change]] = [
    ("rows in another order", shuffled),
    ("identifiers that are no numbers", named),
    ("identifiers that are no numbers, in another order", both(named, shuffled)),
    ("a sale on account as in the official example", on_account_as_in_the_official_example),
    ("a line that was voided at once", voided_and_not_counted),
    ("amounts with two decimals", two_decimals),
    ("a BOM", lambda files: files.content.update({"vat.csv": b"\xef\xbb\xbf" + files.content["vat.csv"]})),
    ("names in capitals", lambda files: files.content.update({"VAT.CSV": files.content.pop("vat.csv")})),
    ("a file more", lambda files: files.content.update({"liesmich.txt": b"Guten Tag"})),
]  # fmt: skip


@pytest.mark.parametrize("change", [pytest.param(change, id=what) for what, change in TOLERATED])
def test_a_foreign_export_may_be_a_little_different(files: Files, folder: Path, change: Change) -> None:
    change(files)
    report = check_export(files.write(folder))
    assert errors(report) == []
    assert report.receipts == 27
    assert report.signatures == 26


def test_an_older_version_is_read_in_spite_of_its_columns(files: Files, folder: Path) -> None:
    older_version(files)
    report = check_export(files.write(folder))
    assert {text.split()[2] for text in errors(report)} == {"columns-missing:", "header:", "index-columns:"}
    # What was secured can be told from the amounts; only a free text cannot.
    assert report.signatures == 25


# --- with the TSE's archive -------------------------------------------------------------------------------

DAY_AFTER = SECOND_DAY + timedelta(days=2)


def sold_elsewhere(tse: Tse, client: str) -> None:
    """The TSE signs something that no receipt of ours tells of."""
    data = "Beleg^1.00_0.00_0.00_0.00_0.00^1.00:Bar"
    tse.sign("Kassenbeleg-V1", data, DAY_AFTER - timedelta(hours=2), DAY_AFTER - timedelta(hours=1), client)


def first_sale() -> list[Bon]:
    return [Bon((BEER,), cash(BEER.total))]


def with_archive(house: House, folder: Path, change: Change = lambda _: None) -> Report:
    files = Files.of(house.export(folder.parent / "good"))
    change(files)
    archive = io.BytesIO()
    house.tse.write_archive(archive)
    archive.seek(0)
    return check_export(files.write(folder), archive=archive)


def test_export_and_archive_of_the_same_days_agree(folder: Path) -> None:
    report = with_archive(two_days(), folder)
    assert told(report) == []
    assert report.archived == 26


def test_transactions_of_another_till_at_the_same_tse_are_no_gap(folder: Path) -> None:
    house = two_days()
    sold_elsewhere(house.tse, "andere Kasse")
    house.close(DAY_AFTER, first_sale())
    assert told(with_archive(house, folder)) == []


def test_without_the_archive_such_a_gap_is_a_hint(folder: Path) -> None:
    house = two_days()
    sold_elsewhere(house.tse, "andere Kasse")
    sold_elsewhere(house.tse, "andere Kasse")
    house.close(DAY_AFTER, first_sale())
    report = check_export(house.export(folder))
    assert [(kind.group, kind.severity, kind.name) for kind in report.kinds] == [(9, Severity.HINT, "gap")]


WITH_ARCHIVE: list[tuple[int, str, str, Change]] = [
    (8, "archive-differs", "a transaction began at another time",
     cell("transactions_tse.csv", "TSE_TA_START", "2026-03-14T10:05:59.000Z", BON_ID="103")),
    (8, "archive-differs", "a signature is another one",
     cell("transactions_tse.csv", "TSE_TA_SIG", "A" * 86 + "==", BON_ID="103")),
    (8, "not-exported", "a receipt is missing in the export", gone_everywhere("109")),
    (8, "not-archived", "a transaction is missing in the archive",
     cell("transactions_tse.csv", "TSE_TANR", "4711", BON_ID="103")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("group", "kind", "change"),
    [pytest.param(group, kind, change, id=what) for group, kind, what, change in WITH_ARCHIVE],
)
def test_what_export_and_archive_say_differently_is_found(
    folder: Path, group: int, kind: str, change: Change
) -> None:
    report = with_archive(two_days(), folder, change)
    assert (group, kind) in {(found.group, found.name) for found in report.kinds}, told(report)


def test_a_sale_that_was_signed_and_left_out_is_found(folder: Path) -> None:
    house = two_days()
    sold_elsewhere(house.tse, house.tse.client)
    house.close(DAY_AFTER, first_sale())
    report = with_archive(house, folder)
    assert {(found.group, found.name) for found in report.kinds} == {(8, "not-exported")}


def test_numbers_that_neither_knows_are_a_gap(folder: Path) -> None:
    house = two_days()
    house.tse.lose()
    house.close(DAY_AFTER, first_sale())
    report = with_archive(house, folder)
    assert {(found.group, found.name) for found in report.kinds} == {(9, "gap")}


def test_the_archive_of_another_tse_is_recognised(files: Files, folder: Path) -> None:
    other = Tse("x", scalar=7)
    sold_elsewhere(other, "x")
    archive = io.BytesIO()
    other.write_archive(archive)
    archive.seek(0)
    report = check_export(files.write(folder), archive=archive)
    assert {(found.group, found.name) for found in report.kinds} == {(8, "not-archived")}


def test_an_archive_that_is_none_is_refused(files: Files, folder: Path) -> None:
    with pytest.raises(ArchiveError):
        check_export(files.write(folder), archive=io.BytesIO(b"no archive" * 200))


# --- memory -----------------------------------------------------------------------------------------------


class Unsigned(Tse):
    """Counts and signs nothing, to be quick."""

    def sign(
        self, process: str, data: str, start: datetime, end: datetime, client: str | None = None
    ) -> tuple[int, str, str, int, str]:
        self.transaction += 1
        return self.transaction, log_text(start), log_text(end), 2 * self.transaction, "AAAA"


def large(count: int) -> House:
    """One closing with many receipts."""
    house = House(tse=Unsigned(SERIAL))
    house.close(FIRST_DAY, [Bon(SALE.lines, SALE.payments)] * count)
    return house


def test_many_receipts_take_no_more_memory_than_few(
    tmp_path: Path, peak: Callable[[Callable[[], None]], int]
) -> None:
    def check(count: int) -> Callable[[], None]:
        export = large(count).export(tmp_path / f"{count}")

        def run() -> None:
            report = check_export(export, signatures=0)
            assert report.receipts == count
            assert not report.errors

        return run

    few, many = peak(check(2_000)), peak(check(6_000))
    assert many < few * 1.25
