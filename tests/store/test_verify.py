"""The proof of the books finds whatever was done to them, and nothing where nothing was done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, Table, Text

from kasse.domain.orders import Wish
from kasse.domain.refused import Refused
from kasse.ports.books import ActKind
from kasse.store.engine import BOOKS_FILE, reading_engine, writing_engine
from kasse.store.tables import METADATA, SEALED, SEALED_DETAILS, TAB, facts
from kasse.store.verify import Claim, Report, verify_books
from kasse.usecases.menu_orders import order_menus
from kasse.usecases.pins import hash_pin
from kasse.usecases.sign_in import sign_in, sign_out
from tests.store.day import TABLES_LEFT_OPEN, play
from tests.store.forging import KEYS, Forgery, Row, cells, disguises, other
from tests.store.house import BEER, SOUP, Desk, assert_clean, check_claims, migrate, new_books, prove

NAMES = [table.name for table in SEALED]
CHANGED = "Der Eintrag oder eine seiner Zeilen wurde verändert."


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a short day with everything in it."""
    folder = tmp_path_factory.mktemp("played")
    url = new_books(folder, tmp_path_factory.getbasetemp())
    with Desk(url, folder) as desk:
        play(desk)
    assert_clean(url)
    return folder / BOOKS_FILE


@pytest.fixture(scope="module")
def shared(books: Path) -> Iterator[Forgery]:
    with Forgery(books) as forgery:
        yield forgery


@pytest.fixture
def forgery(shared: Forgery) -> Iterator[Forgery]:
    """A copy to forge; the next test gets it honest again."""
    with shared.attempt():
        yield shared


def trusting(batch: Sequence[Claim]) -> Sequence[str]:
    """Somebody who cannot check signatures."""
    return [""] * len(batch)


def texts(report: Report) -> str:
    return "\n".join(map(str, report.findings))


def test_a_day_with_everything_in_it_is_clean(books: Path, forgery: Forgery) -> None:
    report = prove(f"sqlite:///{books}")
    assert report.clean
    for table in SEALED:  # else the forgers below would try less than there is
        assert forgery.rows(table.name), table.name
    assert report.acts == len(forgery.rows("journal"))
    assert report.rows == sum(len(forgery.rows(name)) for name in NAMES)
    assert report.receipts == len(forgery.rows("receipt"))
    assert report.signatures + report.outages == len(forgery.rows("signature"))
    assert report.outages > 0


def test_books_without_signatures_are_clean_too(books_url: str, tmp_path: Path) -> None:
    with Desk(books_url, tmp_path, law="neutral") as desk:
        play(desk)
    report = assert_clean(books_url)
    assert report.signatures == 0
    assert report.receipts > 10


def test_the_copy_of_a_forger_is_clean_until_he_forges(forgery: Forgery) -> None:
    assert forgery.prove(check_claims).clean
    forgery.rehash()
    assert forgery.prove(check_claims).clean


def test_the_proof_can_be_broken_off_and_says_so(books: Path, forgery: Forgery) -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return False

    report = verify_books(forgery.engine, check_claims, stop)
    assert not report.clean
    assert not report.complete
    assert told[0][1] == len(forgery.rows("journal"))


# --- a change of anything -----------------------------------------------------------------------------------


@pytest.mark.parametrize("table", SEALED, ids=NAMES)
def test_every_changed_cell_is_found_at_its_own_entry(shared: Forgery, table: Table) -> None:
    """Every cell of every sealed row, with its least change. The chain alone finds it, without any signature.

    One cell in each entry at a time: an entry's own hash does not look at its neighbours.
    """
    by_column: dict[tuple[str, object], list[tuple[int, object, object]]] = {}
    for place, column, row, value in cells(shared, table, lambda name: name not in KEYS):
        in_its_act = 0 if table is facts.JOURNAL else row[2]
        by_column.setdefault((column, in_its_act), []).append((place, row[1], value))
    for (column, _), changed in by_column.items():
        with shared.attempt():
            for place, _, value in changed:
                shared.put(table.name, place, column, other(value))
            report = shared.prove(trusting)
        found = {finding.seq for finding in report.findings if finding.text == CHANGED}
        assert found == {seq for _, seq, _ in changed}, (table.name, column)
    assert {column for column, _ in by_column} == {c.name for c in table.columns} - KEYS


@pytest.mark.parametrize("table", SEALED, ids=NAMES)
def test_every_row_that_was_moved_is_found(shared: Forgery, table: Table) -> None:
    """Terminal, act and position of every row."""
    for place, column, row, value in cells(shared, table, KEYS.__contains__):
        assert isinstance(value, int)
        for moved in (value + 1, 10_000):
            with shared.attempt():
                shared.put(table.name, place, column, moved)
                assert shared.prove(trusting).findings, (table.name, column, row, moved)


@pytest.mark.parametrize("table", SEALED, ids=NAMES)
def test_a_value_that_only_looks_the_same_is_found(shared: Forgery, table: Table) -> None:
    """5 as "5", as 5.5, as bytes, as nothing: for the first and the last row of a table."""
    places = {place for place, _ in (shared.rows(table.name)[0], shared.rows(table.name)[-1])}
    for place, column, row, value in cells(shared, table, lambda _: True):
        if place not in places:
            continue
        for disguise in disguises(value):
            with shared.attempt():
                shared.put(table.name, place, column, disguise)
                assert shared.prove(trusting).findings, (table.name, column, row, disguise)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_other_character_anywhere_is_found(shared: Forgery, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(SEALED))
    written = [
        cell
        for cell in cells(shared, table, lambda name: name not in KEYS)
        if isinstance(cell[3], str) and cell[3]
    ]
    if not written:
        return
    place, column, row, value = data.draw(st.sampled_from(written))
    assert isinstance(value, str)
    at = data.draw(st.integers(0, len(value) - 1))
    exchanged = data.draw(st.characters(codec="utf-8").filter(lambda c: c != value[at]))
    with shared.attempt():
        shared.put(table.name, place, column, value[:at] + exchanged + value[at + 1 :])
        assert shared.prove(trusting).findings, (row, column)


@pytest.mark.parametrize("table", SEALED, ids=NAMES)
def test_bytes_that_are_no_text_are_a_finding_and_no_crash(shared: Forgery, table: Table) -> None:
    place = shared.rows(table.name)[-1][0]
    for column in table.columns:
        with shared.attempt():
            shared.run(
                f'UPDATE {table.name} SET "{column.name}"=CAST(? AS TEXT) WHERE rowid=?', b"A\xffB", place
            )
            assert shared.prove(check_claims).findings, column.name


@pytest.mark.parametrize("table", SEALED, ids=NAMES)
def test_every_missing_row_is_found(shared: Forgery, table: Table) -> None:
    for place, row in shared.rows(table.name):
        with shared.attempt():
            shared.run(f"DELETE FROM {table.name} WHERE rowid=?", place)
            assert shared.prove(trusting).findings, row


@pytest.mark.parametrize("table", SEALED, ids=NAMES)
def test_every_added_row_is_found(shared: Forgery, table: Table) -> None:
    for place, row in shared.rows(table.name):
        with shared.attempt():
            shared.run(f"INSERT INTO {table.name} SELECT * FROM {table.name} WHERE rowid=?", place)
            assert shared.prove(trusting).findings, row
            if table in SEALED_DETAILS:
                shared.run(f"UPDATE {table.name} SET pos=99 WHERE rowid=last_insert_rowid()")
                assert shared.prove(trusting).findings, row


@pytest.mark.parametrize("table", SEALED, ids=NAMES)
def test_rows_that_changed_places_are_found(shared: Forgery, table: Table) -> None:
    key = "seq" if table is facts.JOURNAL else "seq, pos"
    rows = shared.rows(table.name)
    for (first, one), (second, two) in pairwise(rows):
        places = [[row[1]] if table is facts.JOURNAL else list(row[1:3]) for row in (one, two)]
        with shared.attempt():
            for place, where in ((first, places[1]), (second, places[0])):
                shared.run(
                    f"UPDATE {table.name} SET ({key})=({','.join('?' * len(where))}) WHERE rowid=?"
                    if len(where) > 1
                    else f"UPDATE {table.name} SET {key}=? WHERE rowid=?",
                    *where,
                    place,
                )
            report = shared.prove(trusting)
        assert report.findings or one[3:] == two[3:], (one, two)


@pytest.mark.parametrize("cut", [1, 2, 10, 40])
def test_an_end_that_was_cut_off_is_found(forgery: Forgery, cut: int) -> None:
    (last,) = forgery.run("SELECT journal FROM counter")[0]
    for name in NAMES:
        forgery.run(f"DELETE FROM {name} WHERE seq>?", last - cut)
    assert f"Das Journal endet bei {last - cut} statt bei {last}." in texts(forgery.prove(trusting))


def test_a_journal_that_was_emptied_is_found(forgery: Forgery) -> None:
    for name in NAMES:
        forgery.run(f"DELETE FROM {name}")
    assert forgery.prove(trusting).findings


def test_rows_of_a_terminal_that_nobody_counts_are_found(forgery: Forgery) -> None:
    for name in NAMES:
        forgery.run(f"CREATE TEMP TABLE more AS SELECT * FROM {name} LIMIT 1")
        forgery.run("UPDATE more SET terminal=7")
        forgery.run(f"INSERT INTO {name} SELECT * FROM more")
        forgery.run("DROP TABLE more")
    found = texts(forgery.prove(trusting))
    for name in NAMES:
        assert f"Kasse 7, Journal 0: Zeilen in {name} ohne Zählerstand dieser Kasse." in found


def test_a_terminal_that_vanished_with_its_counter_is_found(forgery: Forgery) -> None:
    forgery.run("DELETE FROM counter")
    assert "ohne Zählerstand" in texts(forgery.prove(trusting))


# --- the states beside the journal --------------------------------------------------------------------------

COUNTERS = (
    "terminal", "journal", "hash", "orders", "receipts", "closings", "closed_receipt", "closed_seq",
    "business_date", "pending",
)  # fmt: skip


@pytest.mark.parametrize("column", COUNTERS)
def test_a_counter_that_says_something_else_is_found(shared: Forgery, column: str) -> None:
    value = shared.run(f"SELECT {column} FROM counter")[0][0]
    forged = ['[["receipt",1]]', "nonsense"] if column == "pending" else [other(value), None, "x", 0, "", -1]
    for each in forged:
        with shared.attempt():
            shared.run(f"UPDATE counter SET {column}=?", each)
            assert shared.prove(trusting).findings, each


def test_what_is_open_on_the_tables_must_be_what_was_ordered_and_not_paid(shared: Forgery) -> None:
    table = TABLES_LEFT_OPEN[0]
    forged = (
        f"UPDATE tab SET total=total-1 WHERE table_no={table}",
        f"UPDATE tab SET table_no=30 WHERE table_no={table}",
        f"UPDATE tab SET training=1 WHERE table_no={table}",
        f"UPDATE tab SET lines='[]', total=0 WHERE table_no={table}",
        f"UPDATE tab SET lines=replace(lines, 'Helles', 'Dunkles') WHERE table_no={table}",
        f"UPDATE tab SET lines=replace(lines, '440', '441') WHERE table_no={table}",
        f"UPDATE tab SET lines='nonsense' WHERE table_no={table}",
        f"UPDATE tab SET lines=NULL WHERE table_no={table}",
        f"UPDATE tab SET total='x' WHERE table_no={table}",
        f"DELETE FROM tab WHERE table_no={table}",
        f"INSERT INTO tab SELECT 31, {', '.join(TAB.columns.keys()[1:])} FROM tab WHERE table_no={table}",
    )
    for statement in forged:
        with shared.attempt():
            shared.run(statement)
            assert "Tisch" in texts(shared.prove(trusting)), statement


# --- a forger who knows how the hashes are made -------------------------------------------------------------

SIGNED_OR_SUMMED = (
    ("journal", "business_date"),
    ("customer_order", "number"),
    ("customer_order", "training"),
    ("order_line", "number"),
    ("order_line", "table_no"),
    ("order_line", "line_id"),
    ("order_line", "article"),
    ("order_line", "name"),
    ("order_line", "quantity"),
    ("order_line", "amount"),
    ("order_line", "discount"),
    ("order_line", "components"),
    ("receipt", "number"),
    ("receipt", "kind"),
    ("receipt", "business_date"),
    ("receipt", "total"),
    ("receipt", "tip"),
    ("receipt", "cash"),
    ("receipt", "reverses"),
    ("receipt", "training"),
    ("receipt", "discounts"),
    ("receipt_line", "number"),
    ("receipt_line", "line_id"),
    ("receipt_line", "article"),
    ("receipt_line", "name"),
    ("receipt_line", "quantity"),
    ("receipt_line", "amount"),
    ("receipt_line", "discount"),
    ("receipt_line", "components"),
    ("receipt_tax", "number"),
    ("receipt_tax", "code"),
    ("receipt_tax", "basis_points"),
    ("receipt_tax", "gross"),
    ("receipt_tax", "net"),
    ("receipt_tax", "tax"),
    ("receipt_payment", "number"),
    ("receipt_payment", "kind"),
    ("receipt_payment", "amount"),
    ("receipt_payment", "given"),
    ("receipt_payment", "change"),
    ("receipt_abort", "number"),
    ("signing_device", "serial"),
    ("signing_device", "public_key"),
    ("signing_device", "algorithm"),
    ("signing_device", "log_time_format"),
    ("signature", "subject"),
    ("signature", "number"),
    ("signature", "serial"),
    ("signature", "client_id"),
    ("signature", "process_type"),
    ("signature", "process_data"),
    ("signature", "tx"),
    ("signature", "counter"),
    ("signature", "signature"),
    ("closing", "number"),
    ("closing", "business_date"),
    ("closing", "first_receipt"),
    ("closing", "last_receipt"),
    ("closing", "gross"),
    ("closing", "figures"),
    ("outage_subject", "subject"),
    ("outage_subject", "number"),
    ("outage_subject", "outage"),
    ("record", "kind"),
    ("record", "number"),
)
"""What sums, numbers, references and signatures hold, even where every hash was made anew."""


@pytest.mark.parametrize(("table", "column"), SIGNED_OR_SUMMED)
def test_a_forger_who_makes_all_hashes_anew_is_caught_by_sums_and_signatures(
    shared: Forgery, table: str, column: str
) -> None:
    names = [c.name for c in METADATA.tables[table].columns]
    rows = [(place, row) for place, row in shared.rows(table) if _held(shared, table, row)]
    assert rows
    for place, row in rows[:: max(1, len(rows) // 3)]:
        with shared.attempt():
            shared.put(table, place, column, other(row[names.index(column)]))
            shared.rehash()
            report = shared.prove(check_claims)
        assert report.findings, row
        assert CHANGED not in texts(report)


def _held(forgery: Forgery, table: str, row: Row) -> bool:
    """Leave out what nobody holds: the words of an outage, and drafts that came to nothing."""
    if table == "signature":
        return not row[-1]
    if table == "record":
        return row[3] in ("outage", "outage_end")
    if not table.startswith("receipt") or table == "receipt_abort":
        return True
    sold = "SELECT 1 FROM receipt WHERE seq=? AND kind='sale' AND number NOT IN (SELECT number FROM receipt_abort)"
    return bool(forgery.run(sold, row[1]))


def test_a_receipt_made_smaller_with_all_that_belongs_to_it_is_caught_by_its_signature(
    forgery: Forgery,
) -> None:
    """The fraud that a till's law is about: less turnover, every sum and hash in order, the day's closing too."""
    seq = forgery.run("SELECT seq FROM receipt WHERE kind='sale' AND training=0 ORDER BY seq DESC")[0][0]
    forgery.run("UPDATE receipt SET total=100 WHERE seq=?", seq)
    forgery.run("DELETE FROM receipt_line WHERE seq=? AND pos>0", seq)
    forgery.run("DELETE FROM receipt_tax WHERE seq=? AND pos>0", seq)
    forgery.run("UPDATE receipt_payment SET amount=100, given=100, change=0 WHERE seq=?", seq)
    forgery.run(
        "UPDATE receipt_line SET amount=100, components=replace(components, '380,380,0', '380,100,0') "
        "WHERE seq=?",
        seq,
    )
    forgery.run("UPDATE receipt_tax SET gross=100, net=84, tax=16 WHERE seq=?", seq)
    forgery.rehash()
    assert "Abgesichert wurde" in texts(forgery.prove(check_claims))


def test_a_signature_of_another_receipt_does_not_fit(forgery: Forgery) -> None:
    found = forgery.run("SELECT rowid, signature FROM signature WHERE error='' AND subject='receipt'")
    (first, one), (second, two) = found[:2]
    forgery.put("signature", first, "signature", two)
    forgery.put("signature", second, "signature", one)
    forgery.rehash()
    assert "passt nicht zu ihrem Inhalt" in texts(forgery.prove(check_claims))


def test_a_transaction_of_the_device_stands_in_the_books_once(forgery: Forgery) -> None:
    found = forgery.run("SELECT rowid, tx FROM signature WHERE error=''")
    forgery.put("signature", found[0][0], "tx", found[1][1])
    forgery.rehash()
    assert "steht zweimal in den Büchern" in texts(forgery.prove(trusting))


def test_an_outage_in_the_place_of_a_signature_still_has_to_say_what_was_sold(forgery: Forgery) -> None:
    place, data = forgery.run(
        "SELECT rowid, process_data FROM signature WHERE error<>'' AND subject='receipt'"
    )[0]
    forgery.put("signature", place, "process_data", data.replace("3.80", "1.80"))
    forgery.rehash()
    assert "Abgesichert wurde" in texts(forgery.prove(check_claims))


# --- outages ------------------------------------------------------------------------------------------------


@pytest.mark.feature("J-28")
def test_what_went_without_signature_names_exactly_one_outage(forgery: Forgery) -> None:
    named = forgery.run("SELECT subject, number FROM outage_subject WHERE subject='receipt'")[0]
    forgery.run("DELETE FROM outage_subject WHERE subject=? AND number=?", *named)
    forgery.rehash()
    found = texts(forgery.prove(check_claims))
    assert f"{named[0]} {named[1]} ist ohne Signatur und nennt keinen Ausfall." in found


def test_what_was_signed_names_no_outage(forgery: Forgery) -> None:
    seq, subject, number = forgery.run("SELECT seq, subject, number FROM signature WHERE error=''")[0]
    forgery.run("INSERT INTO outage_subject VALUES (1, ?, 0, ?, ?, 1)", seq, subject, number)
    forgery.rehash()
    found = texts(forgery.prove(check_claims))
    assert f"Ausfall 1 nennt {subject} {number}, dem keine Signatur fehlt." in found


@pytest.mark.parametrize(
    ("forged", "said"),
    [
        (
            "UPDATE record SET number=number+1 WHERE kind='outage'",
            "Ausfall 2 folgt auf 0: Nummern fehlen oder sind doppelt.",
        ),
        ("UPDATE record SET number=7 WHERE kind='outage_end'", "Ausfall 7 endet, der nicht offen war."),
        (
            "UPDATE record SET body='{\"ended_at\":1}' WHERE kind='outage_end'",
            "Ausfall 1 endet, bevor er beginnt.",
        ),
        ("UPDATE record SET body='{}' WHERE kind='outage_end'", "Der Eintrag lässt sich nicht lesen."),
        ("UPDATE outage_subject SET outage=2", "nennt Ausfall 2, den es nicht gibt."),
        (
            "UPDATE record SET kind='outage', number=2, body='{\"began_at\":1}' WHERE kind='outage_end'",
            "Ausfall 2 beginnt, bevor Ausfall 1 zu Ende ist.",
        ),
        ("UPDATE record SET kind='ausfall' WHERE kind='outage'", "Eine Aufzeichnung der Art ausfall"),
    ],
)
def test_outages_run_on_one_after_the_other_and_end_after_they_began(
    forgery: Forgery, forged: str, said: str
) -> None:
    forgery.run(forged)
    forgery.rehash()
    assert said in texts(forgery.prove(check_claims))


# --- the file and the server themselves ---------------------------------------------------------------------


def contents(books: Path) -> dict[str, list[object]]:
    """All rows of a file."""
    engine = reading_engine(f"sqlite:///{books}")
    try:
        with engine.connect() as connection:
            return {
                name: sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {name}")), key=repr)
                for name in METADATA.tables
                if name in NAMES
            }
    finally:
        engine.dispose()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), mask=st.integers(1, 255), length=st.sampled_from([1, 1, 40]))
def test_a_damaged_file_is_found_or_reads_as_before(
    books: Path, tmp_path: Path, place: float, mask: int, length: int
) -> None:
    """Some bytes of a database mean nothing; of all others the proof must say that they are wrong."""
    damaged = tmp_path / "damaged.sqlite"
    data = bytearray(books.read_bytes())
    at = int(place * len(data))
    for i in range(at, min(at + length, len(data))):
        data[i] ^= mask
    damaged.write_bytes(data)
    for end in ("-wal", "-shm"):
        damaged.with_name(damaged.name + end).unlink(missing_ok=True)
    if prove(f"sqlite:///{damaged}").clean:
        assert contents(damaged) == contents(books)


def test_what_is_no_database_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / BOOKS_FILE).write_text("Das ist keine Datenbank. " * 100)
    assert "lässt sich nicht" in texts(prove(f"sqlite:///{tmp_path / BOOKS_FILE}"))


@pytest.mark.parametrize("table", SEALED, ids=NAMES)
def test_on_postgresql_an_owner_who_takes_the_seals_off_is_caught_too(
    sealed_elsewhere: Engine, table: Table
) -> None:
    column = next(c.name for c in table.columns if c.name not in KEYS and not isinstance(c.type, Text))

    def change(by: int) -> None:
        with sealed_elsewhere.connect() as connection, connection.begin():
            connection.exec_driver_sql(f"ALTER TABLE {table.name} DISABLE TRIGGER USER")
            connection.exec_driver_sql(
                f"UPDATE {table.name} SET {column}={column}+{by} WHERE seq=(SELECT MIN(seq) FROM {table.name})"
            )
            connection.exec_driver_sql(f"ALTER TABLE {table.name} ENABLE TRIGGER USER")

    change(1000)
    assert CHANGED in texts(verify_books(sealed_elsewhere, trusting))
    change(-1000)
    assert verify_books(sealed_elsewhere, check_claims).clean


@pytest.fixture(scope="module")
def sealed_elsewhere(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The same day on PostgreSQL."""
    import psycopg

    maintenance = postgres_url.replace("+psycopg", "")
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute("CREATE DATABASE sealed_elsewhere")
    url = f"{postgres_url.rpartition('/')[0]}/sealed_elsewhere"
    folder = tmp_path_factory.mktemp("elsewhere")
    migrate(url, folder)
    with Desk(url, folder) as desk:
        play(desk)
    engine = writing_engine(url)
    yield engine
    engine.dispose()
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute("DROP DATABASE sealed_elsewhere WITH (FORCE)")


# --- several terminals, several days ------------------------------------------------------------------------


def test_each_terminal_has_its_own_chain_and_tables_are_shared(books_url: str, tmp_path: Path) -> None:
    with Desk(books_url, tmp_path) as one:
        one.order(BEER, SOUP, table=12)
    with Desk(books_url, tmp_path, terminal=2) as two:
        two.clock += timedelta(minutes=5)
        two.order(BEER, table=12)
        two.pay(12)  # what the other one ordered, too
    report = assert_clean(books_url)
    assert report.receipts == 1
    with Forgery(Path(books_url.removeprefix("sqlite:///"))) as forgery:
        forgery.run("UPDATE journal SET operator=5 WHERE kind='order'")
        assert [finding.terminal for finding in forgery.prove(trusting).findings] == [1, 2]


@pytest.mark.feature("R-10")
def test_every_action_stands_in_the_journal_in_its_order_and_cannot_be_taken_out(
    books_url: str, tmp_path: Path
) -> None:
    with Desk(books_url, tmp_path) as desk:
        let_in(desk, "4711")
        play(desk)
        order_menus(desk.till, replace(desk.waiter, menus=True), 12, [Wish(BEER)])
        with pytest.raises(Refused):
            sign_in(desk.till, desk.boss.number, "0000")
        sign_out(desk.till, sign_in(desk.till, desk.boss.number, "4711"))
        journal = desk.books.journal(limit=1000)
    # The rest is written when a screen is used, after a loss, or by the lanes of a whole shop (`tests/app`).
    without = {
        ActKind.SELF_CHECK,
        ActKind.TSE_ARCHIVE,
        ActKind.NOTIFICATION,
        ActKind.INVOICE,
        ActKind.DEVICE_EMPTIED,
        ActKind.SETTING,
        ActKind.EYE_OPENED,
        ActKind.EYE_REFUSED,
        ActKind.RESTORE,
    }
    assert {act.kind for act in journal} == set(ActKind) - without
    assert [act.seq for act in journal] == list(range(len(journal), 0, -1))
    assert [act.at for act in journal] == sorted((act.at for act in journal), reverse=True)
    assert_clean(books_url)
    with Forgery(Path(books_url.removeprefix("sqlite:///"))) as forgery:
        for place, row in forgery.rows("journal"):
            with forgery.attempt():
                forgery.run("DELETE FROM journal WHERE rowid=?", place)
                assert forgery.prove(trusting).findings, row


def let_in(desk: Desk, pin: str) -> None:
    """Give the boss a PIN."""
    staff = desk.till.staff
    boss = replace(desk.boss, pin_hash=hash_pin(pin))
    desk.till.master = replace(
        desk.till.master, staff=replace(staff, operators={**staff.operators, boss.number: boss})
    )
