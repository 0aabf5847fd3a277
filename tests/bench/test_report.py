"""The report of the benchmarks: the table, bench.json, and what changed since the run before."""

import json
from pathlib import Path

from bench import report
from bench.figures import Aim, Figure

ORDER = Figure("order", "ms", 0.6, 1.5, floor=0.2, aim=Aim("ratio", 6))
SALES = Figure("sales", "1/s", 290, 250, aim=Aim("p50", 300, at_least=True), more_is_better=True)
ROWS = Figure("rows", "1/s", 45_550)


def test_the_table_marks_what_missed_its_aim_and_names_it_again_at_the_end() -> None:
    lines = report.table([ORDER, SALES, ROWS], {}).splitlines()
    assert lines[2].split() == ["order", "0.60", "1.50", "ms", "0.20", "3.00", "ratio", "≤", "6", "met"]
    assert lines[3].split() == ["sales", "290", "250", "1/s", "p50", "≥", "300", "MISSED"]
    assert lines[4].split() == ["rows", "45", "550", "1/s"]
    assert lines[-2:] == ["1 of 2 aims met:", "  MISSED: sales"]


def test_the_file_says_of_each_figure_all_that_the_table_says(tmp_path: Path) -> None:
    report.write(tmp_path, [ORDER, ROWS], whole=True)
    order, rows = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert order == {
        "name": "order", "p50": 0.6, "p99": 1.5, "unit": "ms", "floor": 0.2, "ratio": ORDER.ratio,
        "aim": "ratio ≤ 6", "met": True,
    }  # fmt: skip
    assert (rows["floor"], rows["ratio"], rows["aim"], rows["met"]) == (None, None, None, None)


def test_the_run_before_is_kept_beside(tmp_path: Path) -> None:
    report.write(tmp_path, [ORDER], whole=True)
    report.write(tmp_path, [SALES], whole=True)
    before = json.loads((tmp_path / "bench-last.json").read_text(encoding="utf-8"))
    now = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert ([r["name"] for r in before], [r["name"] for r in now]) == (["order"], ["sales"])


def test_a_part_measured_alone_leaves_the_other_figures_as_they_were(tmp_path: Path) -> None:
    report.write(tmp_path, [ORDER, SALES], whole=True)
    report.write(tmp_path, [Figure("order", "ms", 0.5)], whole=False)
    assert {name: record["p50"] for name, record in report.read_last(tmp_path).items()} == {
        "order": 0.5,
        "sales": 290,
    }


def test_a_change_says_whether_it_is_for_the_better() -> None:
    assert report.change(ORDER, report.as_record(Figure("order", "ms", 0.4))) == "+50% worse"
    assert report.change(ORDER, report.as_record(Figure("order", "ms", 0.8))) == "-25% better"
    assert report.change(SALES, report.as_record(Figure("sales", "1/s", 200))) == "+45% better"
    assert report.change(SALES, report.as_record(Figure("sales", "1/s", 580))) == "-50% worse"


def test_what_hardly_changed_is_called_neither_better_nor_worse() -> None:
    assert report.change(ORDER, report.as_record(Figure("order", "ms", 0.61))) == "-2% ="


def test_what_was_not_measured_before_or_otherwise_has_no_change() -> None:
    assert report.change(ORDER, None) == ""
    assert report.change(ORDER, report.as_record(Figure("order", "s", 0.6))) == ""
    assert report.change(ORDER, report.as_record(Figure("order", "ms", 0))) == ""


def test_a_first_run_and_a_damaged_file_have_no_run_before(tmp_path: Path) -> None:
    assert report.read_last(tmp_path) == {}
    for text in ("", "{}", "[1]", '[{"name": "order"}]', '[{"name": "order", "p50": "fast"}]'):
        (tmp_path / "bench.json").write_text(text, encoding="utf-8")
        assert report.read_last(tmp_path) == {}
