"""The Diebold Nixdorf TSE keeps the contract of every TSE, over a real WebSocket."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.tse import TseContract
from tests.hardware.signing.fakes.diebold_bench import Service


class TestDiebold(TseContract):
    @pytest.fixture
    def factory(self, tmp_path: Path) -> Iterator[Service]:
        service = Service(tmp_path)
        yield service
        service.close()
