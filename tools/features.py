"""`make features`: runs the tests that carry a feature number and says which numbers they prove.

The numbers are those of docs/features.md; the result also goes to build/features.json
(number → sorted node ids of the passing tests). Exit 0: all marked tests passed. 1: one did not.
2: a mark names no number, or one that docs/features.md does not have.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_LINE = re.compile(r"^- ([A-Z]+(?:-[A-Z]+)*-\d+) (.+)$", re.MULTILINE)


def numbers_of(document: str) -> dict[str, str]:
    """Return number → what it stands for, in the order of the document. ValueError for a number given twice."""
    lines = _LINE.findall(document)
    twice = [number for number, times in Counter(number for number, _ in lines).items() if times > 1]
    if twice:
        raise ValueError(f"docs/features.md gives {', '.join(twice)} twice")
    return dict(lines)


def group_of(number: str) -> str:
    """Return the group of a number: "M-PR" for "M-PR-05"."""
    return number.rpartition("-")[0]


@dataclass(eq=False)
class MarkedTests:
    """A pytest plugin that keeps the marked tests only and remembers how each of them ended."""

    numbers: Iterable[str]
    marks: dict[str, list[str]] = field(default_factory=dict)  # node id → its numbers
    untrue: list[str] = field(default_factory=list)  # one sentence for each mark that cannot be right
    passed: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        for item in items:
            for mark in item.iter_markers("feature"):
                self._note(item.nodeid, mark)
        # With a wrong mark the answer is wrong however the tests end, so none of them is run.
        kept = [] if self.untrue else [item for item in items if item.nodeid in self.marks]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept

    def _note(self, node: str, mark: pytest.Mark) -> None:
        if not mark.args:
            self.untrue.append(f"{node}: the feature mark names no number")
        for number in mark.args:
            if number in self.numbers:
                self.marks.setdefault(node, []).append(number)
            else:
                self.untrue.append(f"{node}: {number!r} is not in docs/features.md")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)
        elif report.passed and report.when == "call" and not hasattr(report, "wasxfail"):
            self.passed.add(report.nodeid)

    def proofs(self) -> dict[str, list[str]]:
        """Return number → sorted node ids of the tests that passed whole; numbers without one are absent."""
        found: dict[str, list[str]] = {}
        for node in sorted(self.passed - self.failed):
            for number in dict.fromkeys(self.marks[node]):
                found.setdefault(number, []).append(node)
        return {number: found[number] for number in self.numbers if number in found}


def report(numbers: Mapping[str, str], proofs: Mapping[str, Sequence[str]]) -> str:
    """Return each proved number with its tests, then for each group how many are proved and how many are not."""
    lines = []
    for number, tests in proofs.items():
        lines += [f"{number}  {numbers[number]}", *(f"    {test}" for test in tests)]
    all_of = Counter(map(group_of, numbers))
    proved = Counter(map(group_of, proofs))
    lines += ["", f"{'group':8}{'proved':>8}{'without':>9}{'of':>6}"]
    for group, total in all_of.items():
        lines.append(f"{group:8}{proved[group]:8}{total - proved[group]:9}{total:6}")
    lines.append(f"{'all':8}{len(proofs):8}{len(numbers) - len(proofs):9}{len(numbers):6}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="tools.features", description="Which features do the tests prove?")
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="project folder with docs/features.md and tests/"
    )
    root: Path = parser.parse_args(arguments).root.resolve()
    numbers = numbers_of((root / "docs/features.md").read_text(encoding="utf-8"))
    marked = MarkedTests(numbers)
    options = ["-q", "--rootdir", str(root), "-c", str(root / "pyproject.toml"), "-p", "no:cacheprovider"]
    ended = pytest.main([*options, str(root / "tests")], plugins=[marked])
    if marked.untrue:
        print("\n".join(marked.untrue), file=sys.stderr)
        return 2
    proofs = marked.proofs()
    print(report(numbers, proofs))
    output = root / "build/features.json"
    output.parent.mkdir(exist_ok=True)
    output.write_text(json.dumps(proofs, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if ended in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else 1


if __name__ == "__main__":
    sys.exit(main())
