"""The list of proved features tells the truth: only whole, passing tests with known numbers count."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools.features import group_of, numbers_of, report

ROOT = Path(__file__).parent.parent.parent

FEATURES = """# Features
- T-01 Mail account.
- T-02 Encryption.
- M-PR-05 Nine price levels.
"""


def make_features(root: Path, tests: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a small project that has these tests."""
    (root / "docs").mkdir()
    (root / "docs/features.md").write_text(FEATURES, encoding="utf-8")
    (root / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\nmarkers = ["feature"]\n', encoding="utf-8"
    )
    for folder in ("tests", "tests/bar"):
        (root / folder).mkdir()
        (root / folder / "conftest.py").write_text("")  # each folder has fixtures of its own, as ours have
    (root / "tests/bar/test_drinks.py").write_text("def test_drinks(): pass\n", encoding="utf-8")
    (root / "tests/test_shop.py").write_text(
        "import pytest\nfeature = pytest.mark.feature\n" + tests, encoding="utf-8"
    )
    return subprocess.run(
        [sys.executable, "-m", "tools.features", "--root", root],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_number_is_proved_by_the_passing_tests_that_carry_it(tmp_path: Path) -> None:
    done = make_features(
        tmp_path,
        """
@feature("M-PR-05", "T-01")
def test_b(): pass

@feature("M-PR-05")
def test_a(): pass

@feature("T-02")
@pytest.mark.skip(reason="no server")
def test_skipped(): pass

@feature("T-02")
@pytest.mark.xfail(reason="not yet", strict=False)
def test_expected_to_fail(): assert False

def test_unmarked(): assert False
""",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    proofs = {
        "T-01": ["tests/test_shop.py::test_b"],
        "M-PR-05": ["tests/test_shop.py::test_a", "tests/test_shop.py::test_b"],
    }
    assert json.loads((tmp_path / "build/features.json").read_text(encoding="utf-8")) == proofs
    assert "T-01  Mail account.\n    tests/test_shop.py::test_b\nM-PR-05  Nine" in done.stdout


def test_a_failing_marked_test_proves_nothing_and_fails_the_command(tmp_path: Path) -> None:
    done = make_features(
        tmp_path,
        """
@pytest.fixture
def breaks_afterwards():
    yield
    raise RuntimeError

@feature("T-01")
def test_broken(): assert False

@feature("T-02")
def test_broken_afterwards(breaks_afterwards): pass

@feature("M-PR-05")
def test_good(): pass
""",
    )
    assert done.returncode == 1
    assert list(json.loads((tmp_path / "build/features.json").read_text(encoding="utf-8"))) == ["M-PR-05"]


@pytest.mark.parametrize(
    ("mark", "complaint"),
    [
        ('"T-99"', "tests/test_shop.py::test_wrong: 'T-99' is not in docs/features.md"),
        ("", "tests/test_shop.py::test_wrong: the feature mark names no number"),
    ],
)
def test_a_mark_without_a_known_number_is_an_error(tmp_path: Path, mark: str, complaint: str) -> None:
    done = make_features(tmp_path, f"@feature({mark})\ndef test_wrong(): pass\n")
    assert done.returncode == 2
    assert complaint in done.stderr


def test_each_group_says_how_many_of_its_numbers_are_proved() -> None:
    lines = report(numbers_of(FEATURES), {"T-02": ["test_a"]}).splitlines()
    table = [line.split() for line in lines[lines.index("") + 2 :]]
    assert table == [["T", "1", "1", "2"], ["M-PR", "0", "1", "1"], ["all", "1", "2", "3"]]


def test_a_number_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="T-01 twice"):
        numbers_of(FEATURES + "- T-01 Again.\n")


def test_the_list_of_the_project_is_read_whole() -> None:
    document = (ROOT / "docs/features.md").read_text(encoding="utf-8")
    numbers = numbers_of(document)
    assert len(numbers) == sum(line.startswith("- ") for line in document.splitlines())
    tops = [group_of(number).partition("-")[0] for number in numbers]
    count = ", ".join(f"{top} {tops.count(top)}" for top in dict.fromkeys(tops))
    assert (
        f"Count: {', '.join(f'{top} {tops.count(top)}' for top in 'TSJXMR')} – {len(numbers)} lines"
        in document
    ), count
