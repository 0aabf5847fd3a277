"""Kill the till at every moment of an order and of a payment: nothing that a waiter was told is lost."""

from __future__ import annotations

import shutil
import signal

import pytest

from kasse.ports.fiscal import INTERRUPTED
from kasse.store.engine import sqlite_url
from tests.store.house import Desk, assert_clean
from tests.store.strace import needs_strace, watched
from tests.store.survivors import Nursery, check_survivor

KILLED = -signal.SIGKILL


def test_killed_at_any_moment_the_till_loses_and_doubles_nothing(nursery: Nursery) -> None:
    done: set[str] = set()
    ends = 0
    for die_at in range(1, 500):
        folder = nursery.folder()
        ended = nursery.live(folder, die_at)
        done |= check_survivor(folder)
        if ended == 0:
            break
        assert ended == KILLED
        ends += 1
    # Six deeds, each with two commits and a signature in two steps, before and after; and what the start adds.
    assert ends >= 6 * 8
    assert done == {"aborted", "finished", "order"}


def test_killed_again_while_it_recovers_the_till_still_loses_nothing(nursery: Nursery) -> None:
    done: set[str] = set()
    for die_at in (8, 10, 13, 15, 16, 17, 18, 19, 20):
        first = nursery.folder()
        assert nursery.live(first, die_at) == KILLED
        for die_again in (3, 5, 6, 8):
            folder = nursery.folder()
            shutil.rmtree(folder)
            shutil.copytree(first, folder)
            assert nursery.live(folder, die_again) == KILLED
            done |= check_survivor(folder)
    assert done == {"aborted", "finished", "order"}


def test_an_order_that_the_device_never_signed_is_noted_as_an_outage(nursery: Nursery) -> None:
    outcomes = set()
    for die_at in range(5, 12):
        folder = nursery.folder()
        assert nursery.live(folder, die_at) == KILLED
        with Desk(sqlite_url(folder), folder) as desk:
            if desk.recovered.orders:
                with desk.reader.connect() as connection:
                    outcomes.add(connection.exec_driver_sql("SELECT error FROM signature").scalar_one())
            assert_clean(desk.url)
    assert outcomes == {INTERRUPTED, ""}


# --- at every write of the database and of the signing device ------------------------------------------------


@needs_strace
@pytest.mark.parametrize("rests", [False, True], ids=["at work", "resting, too"])
def test_killed_at_any_write_the_till_loses_and_doubles_nothing(nursery: Nursery, *, rests: bool) -> None:
    done: set[str] = set()
    for system_call, step in (("pwrite64", 7), ("fsync", 1), ("fdatasync", 1)):
        for when in range(1, 1000, step):
            folder = nursery.folder()
            held = nursery.ask(folder=folder, hold=True, rests=rests)["held"]
            with watched(held, f"{system_call}:signal=KILL:when={when}"):
                ended = nursery.hear()["ended"]
            done |= check_survivor(folder)
            if ended == 0:
                break
            assert ended == KILLED
    assert done == {"aborted", "finished", "order"}
