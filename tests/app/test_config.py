"""What a terminal knows before it can open its books."""

from pathlib import Path

import pytest

from kasse.app.config import Config, read_config
from kasse.ports.books import BooksError


def written(folder: Path, text: str) -> Path:
    (folder / "kasse.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_without_file_is_the_first_till_on_its_own(tmp_path: Path) -> None:
    assert read_config(tmp_path) == Config(1, "")


def test_a_till_knows_its_number_and_its_database(tmp_path: Path) -> None:
    folder = written(tmp_path, 'terminal = 3\ndatabase_url = "postgresql+psycopg://kasse@server/kasse"\n')
    assert read_config(folder) == Config(3, "postgresql+psycopg://kasse@server/kasse")


@pytest.mark.parametrize(
    "text",
    ["terminal = ", "terminal = 0", 'terminal = "1"', "terminal = true", "database_url = 5", "kasse = 1"],
)
def test_a_file_that_nobody_understands_is_named_and_not_guessed_at(tmp_path: Path, text: str) -> None:
    with pytest.raises(BooksError, match=r"kasse\.toml"):
        read_config(written(tmp_path, text))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kasse.toml").write_bytes('database_url = "Küche"'.encode("latin-1"))
    with pytest.raises(BooksError, match="lässt sich nicht lesen"):
        read_config(tmp_path)
