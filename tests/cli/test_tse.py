"""`kasse tse`: a till is put into service and out of it without a screen, and its TSE says how it is."""

from contextlib import closing

import pytest

from kasse.app.shop import Shop, Wiring
from kasse.cli.main import DONE, REFUSED, WRONG_USE
from kasse.domain.tax import Country
from kasse.usecases.archive_tse import FOLDER
from kasse.usecases.close_day import close_day
from tests.app.houses import in_country, open_shop
from tests.app.test_tse_life import chef
from tests.cli.test_commands import ORDER, PAY, SIGN_IN, Command, Write, kasse, write

__all__ = ["kasse", "write"]

pytestmark = pytest.mark.usefixtures("quick_disk")


@pytest.fixture
def boss(kasse: Command, write: Write) -> int:
    """A house in which a little was sold and the day was closed; the number of somebody who may do everything."""
    kasse("play", write(SIGN_IN, ORDER, PAY))
    return close(kasse)


def close(kasse: Command) -> int:
    with closing(Shop(kasse.folder, Wiring(threads=False))) as shop:
        who = chef(shop.till)
        close_day(shop.till, who)
        return who.number


@pytest.mark.feature("M-DE-04")
def test_a_till_is_put_into_service_and_out_of_it_again(kasse: Command, boss: int) -> None:
    assert kasse("tse", "commission", "--by", boss) == DONE
    assert "Testbeleg 2 ist signiert" in kasse.out
    assert "Kassenmeldung 1 liegt in" in kasse.out
    assert kasse("tse", "commission", "--by", boss) == REFUSED
    assert "schon seit" in kasse.err
    assert kasse("tse", "decommission", "--by", boss, "--reason", "verkauft") == REFUSED
    assert "zuerst den Tag abschließen" in kasse.err
    close(kasse)
    assert kasse("tse", "decommission", "--by", boss, "--reason", "verkauft") == DONE
    assert "außer Betrieb" in kasse.out
    assert "Archiv der TSE ist Nummer 1" in kasse.out
    assert len(list((kasse.folder / FOLDER).iterdir())) == 1
    assert len(list((kasse.folder / "notifications").glob("*.xml"))) == 2
    kasse("tse", "status")
    assert "außer Betrieb seit" in kasse.out
    assert kasse("verify") == DONE


def test_the_tse_says_how_it_is(kasse: Command, boss: int) -> None:
    assert kasse("tse", "status") == DONE
    for words in (
        "nicht in Betrieb genommen",
        "Software-TSE (nur zum Testen), bereit",
        "Zertifikat bis",
        "Letztes Archiv: keines",
    ):
        assert words in kasse.out
    assert kasse.out.endswith("Es ist nichts zu tun.\n")
    kasse("tse", "commission", "--by", boss)
    kasse("export", "tse", "--fresh", kasse.folder / "stick")
    facts = kasse.json("tse", "status")
    assert "in Betrieb seit" in facts["state"]["Kasse"]
    assert facts["state"]["Letztes Archiv"].endswith(".tar")
    assert facts["warnings"] == []


def test_a_tse_that_does_not_answer_says_so(kasse: Command, boss: int) -> None:
    (kasse.folder / "tse" / "key.pem").write_text("no key")
    assert kasse("tse", "status") == REFUSED
    assert "beschädigt" in kasse.err
    assert kasse("tse", "decommission", "--by", boss, "--reason", "defekt") == REFUSED
    assert "ohne sie außer Betrieb" in kasse.err
    assert kasse("tse", "decommission", "--by", boss, "--reason", "defekt", "--without-device") == DONE
    assert "beschädigt" in kasse.out


def test_who_may_not_or_is_nobody_is_refused(kasse: Command, boss: int) -> None:
    assert boss != 1
    assert kasse("tse", "commission", "--by", 1) == REFUSED
    assert "nicht erlaubt" in kasse.err
    assert kasse("tse", "commission", "--by", 4711) == REFUSED
    assert "Einen Bediener 4711 gibt es nicht" in kasse.err


def test_wrong_use_and_houses_without_a_tse(kasse: Command) -> None:
    assert kasse("tse") == WRONG_USE
    assert kasse("tse", "commission") == WRONG_USE
    assert kasse("tse", "status") == REFUSED
    assert "sind keine Daten" in kasse.err
    open_shop(kasse.folder, in_country(Country.CH)).close()
    assert kasse("tse", "status") == REFUSED
    assert "keine TSE" in kasse.err
