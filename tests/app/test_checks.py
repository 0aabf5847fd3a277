"""Many signatures are checked on several cores; none goes unchecked, whatever happens to the other processes."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from kasse.app.checks import SignatureChecks, other_cores
from kasse.ports.fiscal import DeviceFacts
from kasse.store.engine import reading_engine, sqlite_url
from kasse.store.proof.report import Claim
from kasse.store.verify import verify_books
from kasse.usecases.book_order import secure_order
from tests.app.houses import open_shop, order, pay


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> list[Claim]:
    """What a till had signed: two orders and two receipts."""
    folder = tmp_path_factory.mktemp("signed")
    with closing(open_shop(folder)) as shop:
        for _ in range(2):
            secure_order(shop.till, order(shop.till).order)
            pay(shop.till)
    gathered: list[Claim] = []

    def gather(batch: list[Claim]) -> list[str]:
        gathered.extend(batch)
        return [""] * len(batch)

    engine = reading_engine(sqlite_url(folder))
    verify_books(engine, gather)  # type: ignore[arg-type]
    engine.dispose()
    return gathered


@pytest.fixture
def checks() -> Iterator[SignatureChecks]:
    """With one other process, from the first signature on."""
    with SignatureChecks(workers=1, many=1) as checks:
        yield checks


def forged(claim: Claim) -> Claim:
    """The same signature by another key."""
    assert claim.device is not None
    device: DeviceFacts = replace(claim.device, public_key=claim.device.public_key[:-8] + "AAAAAAA=")
    return replace(claim, device=device)


def checked_here(claims: list[Claim]) -> list[str]:
    """What this process alone says."""
    with SignatureChecks(workers=0) as checks:
        return list(checks(claims))


def pids(checks: SignatureChecks) -> list[int]:
    assert checks._pool is not None
    return list(checks._pool._processes)


def test_other_processes_find_the_same_as_this_one(claims: list[Claim], checks: SignatureChecks) -> None:
    batches = [claims, [forged(claims[0]), *claims[1:]], [*claims[:2], forged(claims[2])]]
    given = [checks(batch) for batch in batches]
    assert pids(checks)
    assert [list(answers) for answers in given] == [checked_here(batch) for batch in batches]
    assert [[bool(text) for text in checked_here(batch)] for batch in batches[1:]] == [
        [True, False, False, False],
        [False, False, True],
    ]


def test_a_few_signatures_start_nothing(claims: list[Claim]) -> None:
    with SignatureChecks(workers=1, many=len(claims) + 1) as checks:
        assert list(checks(claims)) == ["", "", "", ""]
        assert checks._pool is None


def test_on_one_core_everything_is_checked_here(claims: list[Claim]) -> None:
    with SignatureChecks(workers=0, many=1) as checks:
        assert list(checks([forged(claims[0])])) != [""]
        assert checks._pool is None


def test_who_brings_more_than_others_can_carry_checks_it_himself(
    claims: list[Claim], checks: SignatureChecks
) -> None:
    given = [checks(claims) for _ in range(20)]
    assert len(checks._given) < len(given)
    assert all(list(answers) == ["", "", "", ""] for answers in given)


def test_a_process_that_dies_leaves_no_signature_unchecked(
    claims: list[Claim], checks: SignatureChecks
) -> None:
    assert list(checks(claims)) == ["", "", "", ""]
    bad = [forged(claim) for claim in claims]
    waiting = checks(claims)
    for pid in pids(checks):
        os.kill(pid, signal.SIGKILL)
    later = [checks(bad) for _ in range(3)]
    assert list(waiting) == ["", "", "", ""]
    assert [[bool(text) for text in answers] for answers in later] == [[True] * 4] * 3


def test_ctrl_c_is_answered_by_the_command_alone(claims: list[Claim], checks: SignatureChecks) -> None:
    """The terminal sends it to all processes of the command; the others must neither die of it nor say anything."""
    assert list(checks(claims)) == ["", "", "", ""]
    for pid in pids(checks):
        os.kill(pid, signal.SIGINT)
    assert list(checks(claims)) == ["", "", "", ""]


def test_who_breaks_off_leaves_nobody_working(claims: list[Claim]) -> None:
    def broken_off() -> None:
        with SignatureChecks(workers=1, many=1) as checks:
            checks(claims)
            assert pids(checks)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert multiprocessing.active_children() == []


def test_a_core_is_left_for_the_walk() -> None:
    assert 0 <= other_cores() <= 3
