"""A reference file that differs by one byte fails the test, and says where."""

from pathlib import Path

import pytest

from tests import golden


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden, "GOLDEN", tmp_path)
    monkeypatch.delenv("UPDATE_GOLDEN", raising=False)


@pytest.mark.parametrize("content", ["Käsespätzle\r\n13,80 €\n", b"\x1b@\x84\x00"])
def test_what_was_accepted_once_passes_as_long_as_it_stays(
    content: str | bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as update:
        update.setenv("UPDATE_GOLDEN", "1")
        golden.check_golden(content, "paper/receipt")
    golden.check_golden(content, "paper/receipt")


def test_a_missing_reference_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"receipt\.txt is missing"):
        golden.check_golden("13,80", "receipt.txt")


def test_a_changed_line_is_shown_with_its_line_end(tmp_path: Path) -> None:
    (tmp_path / "receipt.txt").write_bytes(b"Bon 1\r\n13,80\r\n")
    with pytest.raises(pytest.fail.Exception, match=r"(?s)-13,80\\x0d\n\+13,80\n"):
        golden.check_golden("Bon 1\r\n13,80\n", "receipt.txt")


@pytest.mark.parametrize(("produced", "place"), [(b"\x1b@Bon 2", 6), (b"\x1b@Bon", 5)])
def test_changed_bytes_are_shown_with_their_place(tmp_path: Path, produced: bytes, place: int) -> None:
    (tmp_path / "receipt.bin").write_bytes(b"\x1b@Bon 1")
    with pytest.raises(pytest.fail.Exception, match=f"first difference at byte {place}"):
        golden.check_golden(produced, "receipt.bin")
