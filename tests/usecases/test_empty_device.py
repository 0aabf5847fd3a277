"""A device is emptied only of what lies in an archive that was checked."""

import pytest

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.hardware.signing.faults import Fault
from kasse.ports.books import ActKind
from kasse.ports.signing import SigningRefused, Tse
from kasse.usecases.empty_device import Emptied, empty_device
from tests.store.house import BEER, Desk, assert_clean
from tests.usecases.device_bench import all_archives, numbered_archive, tse


def empty(desk: Desk, who: Operator | None = None) -> Emptied:
    def archive(tse: Tse, *, whole: bool) -> int:
        return numbered_archive(desk, tse, whole=whole)

    return empty_device(desk.till, who or desk.boss, tse(desk), archive)


def emptied(desk: Desk) -> list[object]:
    """Archives after which the device was emptied, newest first."""
    acts = desk.books.journal(limit=100)
    return [act.body["archive"] for act in acts if act.kind is ActKind.DEVICE_EMPTIED]


def test_everything_is_archived_before_it_is_forgotten(desk: Desk) -> None:
    desk.order(BEER)
    desk.pay()
    number = empty(desk).archive
    (taken,) = all_archives(desk)
    assert (taken.number, taken.whole, taken.verdict) == (number, True, "valid")
    assert taken.last == desk.books.last_transaction(taken.serial)
    assert emptied(desk) == [number]
    desk.order(BEER)
    assert desk.pay().secured is not None
    assert_clean(desk.url)


def test_a_wrong_archive_empties_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.order(BEER)

    def nothing(tse: Tse, *, whole: bool) -> int:
        assert tse.info().serial
        assert whole
        return 0

    forgotten: list[bool] = []
    monkeypatch.setattr(tse(desk), "delete_exported", lambda: forgotten.append(True))
    with pytest.raises(Refused, match="nicht ohne Mangel"):
        empty_device(desk.till, desk.boss, tse(desk), nothing)
    assert (forgotten, emptied(desk)) == ([], [])


def test_a_device_that_cannot_do_it_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.order(BEER)

    def cannot() -> None:
        raise SigningRefused("Diese TSE löscht nichts.")

    monkeypatch.setattr(tse(desk), "delete_exported", cannot)
    with pytest.raises(Refused, match="löscht nichts"):
        empty(desk)
    tse(desk).fault = Fault.OUT
    with pytest.raises(Refused):
        empty(desk)
    assert emptied(desk) == []


def test_only_who_may_change_settings_empties_and_nobody_in_training(desk: Desk) -> None:
    for somebody in (desk.waiter, desk.trainee):
        with pytest.raises(Refused):
            empty(desk, somebody)
