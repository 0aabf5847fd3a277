"""The check of an export."""

from pathlib import Path

from kasse.fiscal.de.dsfinvk.check import Report, check_export
from tests.fiscal.de.dsfinvk.days import two_days


def told(report: Report) -> list[str]:
    return [
        f"[{kind.group}] {kind.severity} {kind.name}: {f.place}: {f.text}"
        for kind in report.kinds
        for f in kind.shown
    ]


def test_it(tmp_path: Path) -> None:
    report = check_export(two_days().export(tmp_path / "export"))
    assert told(report) == []
    print(report)
