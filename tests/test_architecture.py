"""The map of the program holds: imports point inwards, and the rules know neither clock nor input nor output."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOMAIN = sorted((ROOT / "src/kasse/domain").rglob("*.py"))
PURE = {
    "__future__", "collections", "dataclasses", "datetime", "enum", "functools", "itertools", "kasse", "re",
    "typing", "zoneinfo",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}


def test_imports_point_inwards() -> None:
    lint = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as lint; lint()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert lint.returncode == 0, lint.stdout + lint.stderr


def modules_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", DOMAIN, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_the_rules_know_no_clock_and_no_input_or_output(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert {module.partition(".")[0] for module in modules_of(tree)} <= PURE
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not {func.attr for func in called if isinstance(func, ast.Attribute)} & CLOCKS
    assert not {func.id for func in called if isinstance(func, ast.Name)} & {"open", "print", "input"}
