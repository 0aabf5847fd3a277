"""Every kind of damage to an export is found, in the group where it belongs."""

from pathlib import Path

import pytest

from kasse.fiscal.de.dsfinvk.check import check_export
from tests.fiscal.de.dsfinvk.files import (
    Change,
    Files,
    both,
    cell,
    everywhere,
    gone,
    gone_everywhere,
    no,
    raw,
    told,
    twice,
)

LONG = "x" * 300
SECOND = {"Z_NR": "2"}


def sale(column: str, value: str, file: str = "transactions.csv", **where: str) -> Change:
    return cell(file, column, value, BON_ID="103", **where)


FORM: list[tuple[str, str, Change]] = [
    ("missing-file", "a file is missing", no("lines.csv")),
    ("missing-file", "index.xml is missing", no("index.xml")),
    ("missing-file", "the DTD is missing", no("gdpdu-01-09-2004.dtd")),
    ("header", "a column is called something else", raw("lines.csv", b"GV_TYP", b"GV_TYPE")),
    ("header", "columns are in another order", raw("vat.csv", b"Z_ERSTELLUNG;Z_NR", b"Z_NR;Z_ERSTELLUNG")),
    ("not-read-on", "a file is empty", lambda files: files.content.update({"pa.csv": b""})),
    ("line-end", "lines end with LF", raw("lines.csv", b"\r\n", b"\n", -1)),
    ("line-end", "one line ends with LF", raw("datapayment.csv", b"26,30\r\n", b"26,30\n")),
    ("line-end", "the last line has no end", lambda files: files.content.update({"vat.csv": files.content["vat.csv"][:-2]})),
    ("utf-8", "a file is written in Latin-1", raw("lines.csv", "Büfett".encode(), "Büfett".encode("latin-1"))),
    ("bom", "a file begins with a BOM", raw("vat.csv", b"Z_KASSE_ID", b"\xef\xbb\xbfZ_KASSE_ID")),
    ("field-count", "a row has a field too many", raw("vat.csv", b"19,00;", b"19,00;;")),
    ("csv", "quotation marks stand inside of a text", raw("transactions.csv", b'"Allergie: ""', b'"Allergie: "')),
    ("index-xml", "index.xml is broken", raw("index.xml", b"</DataSet>", b"")),
    ("index-columns", "index.xml lacks a column", raw("index.xml", b"<Name>GV_NAME</Name>", b"<Name>GV</Name>")),
    ("index-missing", "index.xml lacks a file", raw("index.xml", b"<URL>vat.csv</URL>", b"<URL>ust.csv</URL>")),
    ("index-form", "index.xml names another separator", raw("index.xml", b">;</ColumnD", b">,</ColumnD")),
    ("index-form", "index.xml names another encoding", raw("index.xml", b"<UTF8 />", b"<ANSI />")),
    ("index-type", "index.xml gives other decimals", raw("index.xml", b"<Accuracy>5</A", b"<Accuracy>2</A")),
    ("index-name", "index.xml calls a file something else", raw("index.xml", b">Bonpos<", b">Positionen<")),
    ("index-dtd", "index.xml names another DTD", raw("index.xml", b"01-09-2004", b"01-08-2002")),
    ("index-double", "index.xml describes a file twice", raw("index.xml", b"<URL>vat.csv", b"<URL>lines.csv")),
]  # fmt: skip

MASTER_DATA: list[tuple[str, str, Change]] = [
    ("one-row", "a closing has two places", twice("location.csv", Z_NR="1")),
    ("one-row", "a closing has no till", gone("cashregister.csv", Z_NR="2")),
    ("one-row", "a closing stands there twice", twice("cashpointclosing.csv", Z_NR="1")),
    ("no-vat", "a closing has no tax rates", gone("vat.csv", Z_NR="3")),
    ("vat-key", "a tax key is not explained", gone("vat.csv", Z_NR="1", UST_SCHLUESSEL="2")),
    ("vat-rate", "a tax key has another rate", cell("vat.csv", "UST_SATZ", "17,00", UST_SCHLUESSEL="1")),
    ("vat-rate", "a tax key does not exist", cell("vat.csv", "UST_SCHLUESSEL", "9", UST_SCHLUESSEL="5", Z_NR="3")),
    ("vat-twice", "a tax key is explained twice", twice("vat.csv", UST_SCHLUESSEL="5")),
    ("tse-id", "a TSE is not explained", sale("TSE_ID", "2", "transactions_tse.csv")),
]  # fmt: skip

VALUES: list[tuple[str, str, Change]] = [
    ("number", "an amount has a point", sale("UMS_BRUTTO", "26.30")),
    ("number", "an amount has points between thousands", sale("UMS_BRUTTO", "1.226,30")),
    ("number", "an amount has one decimal", sale("UMS_BRUTTO", "26,3")),
    ("number", "an amount has three decimals", sale("UMS_BRUTTO", "26,300")),
    ("number", "a number has decimals", sale("BON_NR", "3,0")),
    ("number", "a number is a word", sale("MENGE", "zwei", "lines.csv")),
    ("number", "a number has no end", sale("MENGE", "9" * 50, "lines.csv")),
    ("decimals", "an amount has fewer decimals than it may", sale("POS_UST", "1,24", "lines_vat.csv")),
    ("mandatory", "an operator is missing", sale("BEDIENER_ID", "")),
    ("mandatory", "a text of a line is missing", sale("ARTIKELTEXT", "", "lines.csv")),
    ("mandatory", "neither tax number is there", both(cell("cashpointclosing.csv", "STNR", ""), cell("cashpointclosing.csv", "USTID", ""))),
    ("mandatory", "another process has no name", cell("transactions.csv", "BON_NAME", "", BON_TYP="AVSonstige")),
    ("mandatory", "an article has no price", sale("STK_BR", "", "lines.csv")),
    ("mandatory", "a reference has no date", cell("references.csv", "REF_DATUM", "", BON_ID="103")),
    ("mandatory", "a signature is missing without a reason", sale("TSE_TA_SIG", "", "transactions_tse.csv")),
    ("length", "a text is too long", sale("ARTIKELTEXT", LONG, "lines.csv")),
    ("value-list", "a type of receipt does not exist", sale("BON_TYP", "Rechnung")),
    ("value-list", "a business case does not exist", sale("GV_TYP", "Verkauf", "lines.csv")),
    ("value-list", "a payment does not exist", sale("ZAHLART_TYP", "bar", "datapayment.csv")),
    ("value-list", "a mark is neither 0 nor 1", sale("BON_STORNO", "N")),
    ("country", "a country has two letters", cell("location.csv", "LOC_LAND", "DE")),
    ("currency", "a currency is a word", sale("ZAHLWAEH_CODE", "Eur", "datapayment.csv")),
    ("time", "a time has no zone", sale("BON_START", "2026-03-14T11:06:00")),
    ("time", "a time does not exist", sale("BON_START", "2026-02-30T11:06:00+01:00")),
    ("log-time", "a log time has an offset", sale("TSE_TA_START", "2026-03-14T11:06:00+01:00", "transactions_tse.csv")),
    ("log-time", "a log time is none", sale("TSE_TA_START", "gestern", "transactions_tse.csv")),
    ("date", "a day of booking is no day", cell("cashpointclosing.csv", "Z_BUCHUNGSTAG", "14.03.2026")),
    ("tse-serial", "a TSE's number is not in hex", cell("tse.csv", "TSE_SERIAL", "kC3p0==")),
    ("base64", "a key is not in base64", cell("tse.csv", "TSE_PUBLIC_KEY", "-----")),
    ("version", "the version is an older one", cell("cashpointclosing.csv", "TAXONOMIE_VERSION", "2.2")),
    ("reference-date", "a reference has a day only", cell("references.csv", "REF_DATUM", "2026-03-14", BON_ID="103")),
]  # fmt: skip

ORDER: list[tuple[str, str, Change]] = [
    ("closing-number", "a closing is missing", everywhere("Z_NR", "3", "4")),
    ("closing-time", "a closing is older than the one before", everywhere("Z_ERSTELLUNG", "2026-03-15T11:11:00+01:00", "2026-03-13T11:11:00+01:00")),
    ("id-twice", "a receipt stands there twice", twice("transactions.csv", BON_ID="103")),
    ("id-twice", "a number is used again in the next closing", everywhere("BON_ID", "126", "103")),
    ("id-order", "numbers go back", everywhere("BON_ID", "126", "50")),
    ("bon-time", "a receipt ends before it begins", sale("BON_START", "2026-03-14T13:00:00+01:00")),
    ("bon-time", "a receipt ends after the closing", sale("BON_ENDE", "2026-03-15T03:00:00+01:00")),
    ("closing-range", "the first receipt is another one", cell("cashpointclosing.csv", "Z_START_ID", "102")),
    ("closing-range", "the last receipt does not exist", cell("cashpointclosing.csv", "Z_ENDE_ID", "999")),
]  # fmt: skip

BELONGING: list[tuple[str, str, Change]] = [
    ("orphan", "a payment has no receipt", sale("BON_ID", "999", "datapayment.csv")),
    ("orphan", "a receipt has no head", gone("transactions.csv", BON_ID="103")),
    ("orphan", "a table's name has no receipt", cell("allocation_groups.csv", "BON_ID", "1", BON_ID="103")),
    ("orphan-closing", "rows have no closing", cell("lines.csv", "Z_NR", "9", BON_ID="125")),
    ("orphan-closing", "a closing has another moment", cell("vat.csv", "Z_ERSTELLUNG", "2026-03-14T12:20:00+02:00")),
    ("orphan-line", "taxes have no line", sale("POS_ZEILE", "9", "lines_vat.csv", POS_ZEILE="1")),
    ("orphan-line", "a discount has no line", sale("POS_ZEILE", "9", "itemamounts.csv")),
    ("orphan-line", "a part has no line", cell("subitems.csv", "POS_ZEILE", "9")),
    ("orphan-line", "a reference has no line", cell("references.csv", "POS_ZEILE", "9")),
    ("line-without-vat", "a line has no taxes", gone("lines_vat.csv", BON_ID="103", POS_ZEILE="1")),
    ("line-twice", "a line stands there twice", twice("lines.csv", BON_ID="103")),
    ("incomplete", "a receipt has no lines", gone("lines.csv", BON_ID="103")),
    ("incomplete", "a receipt has no payment", gone("datapayment.csv", BON_ID="106")),
    ("reference", "a reference leads nowhere", cell("references.csv", "REF_BON_ID", "999", BON_ID="103")),
    ("reference-date", "a reference has another date",
     cell("references.csv", "REF_DATUM", "2026-03-13T22:00:00+01:00", BON_ID="103")),
    ("agency", "an agency is not explained", gone("pa.csv")),
    ("terminal", "a terminal is not explained", sale("TERMINAL_ID", "Theke")),
]  # fmt: skip

AMOUNTS: list[tuple[str, str, Change]] = [
    ("paid", "a cent too much is paid", sale("BASISWAEH_BETRAG", "26,31", "datapayment.csv")),
    ("paid", "the total is another one", sale("UMS_BRUTTO", "26,29")),
    ("total", "a tax is missing", gone("transactions_vat.csv", BON_ID="103", UST_SCHLUESSEL="1")),
    ("gross-net", "net and tax are not gross", sale("BON_UST", "1,19000", "transactions_vat.csv")),
    ("gross-net", "net and tax of a line are not gross", sale("POS_NETTO", "6,20000", "lines_vat.csv")),
    ("tax", "the tax is that of another rate", sale("UST_SCHLUESSEL", "2", "transactions_vat.csv", UST_SCHLUESSEL="1")),
    ("tax", "the tax of a line is that of another rate", sale("UST_SCHLUESSEL", "5", "lines_vat.csv", POS_ZEILE="1")),
    ("lines", "the lines come to less than the receipt", sale("POS_BRUTTO", "18,00000", "lines_vat.csv")),
]  # fmt: skip

TOTALS: list[tuple[str, str, Change]] = [
    ("case-total", "a business case's sum is another one",
     cell("businesscases.csv", "Z_UMS_BRUTTO", "99,99000", GV_TYP="Umsatz", UST_SCHLUESSEL="1")),
    ("case-total", "a business case is missing", gone("businesscases.csv", GV_TYP="Pfand")),
    ("case-total", "training counts", sale("BON_TYP", "AVTraining")),
    ("case-net", "a business case's tax is another one",
     cell("businesscases.csv", "Z_UST", "0,01000", GV_TYP="Umsatz", UST_SCHLUESSEL="1")),
    ("payment-total", "a payment's sum is another one", cell("payment.csv", "Z_ZAHLART_BETRAG", "0,01", ZAHLART_TYP="Bar")),
    ("payment-total", "a payment is missing", gone("payment.csv", ZAHLART_TYP="ECKarte")),
    ("cash-total", "the cash is another one", cell("cash_per_currency.csv", "ZAHLART_BETRAG_WAEH", "1,00")),
    ("cash-total", "a currency is missing", gone("cash_per_currency.csv", ZAHLART_WAEH="CHF")),
    ("closing-sum", "all payments come to another sum", cell("cashpointclosing.csv", "Z_SE_ZAHLUNGEN", "1,00")),
    ("closing-sum", "the cash comes to another sum", cell("cashpointclosing.csv", "Z_SE_BARZAHLUNGEN", "1,00")),
]  # fmt: skip

TSE = "transactions_tse.csv"
SIGNED: list[tuple[str, str, Change]] = [
    ("process-data", "other amounts were secured", sale(
        "TSE_VORGANGSDATEN", "Beleg^7.41_18.90_0.00_0.00_0.00^26.31:Bar", TSE)),
    ("process-data", "another order was secured", cell(
        TSE, "TSE_VORGANGSDATEN", '1;"Wiener Schnitzel";18.90', BON_ID="102")),
    ("process-data", "an amount has a comma", sale(
        "TSE_VORGANGSDATEN", "Beleg^7,40_18,90_0,00_0,00_0,00^26,30:Bar", TSE)),
    ("no-process-data", "what was secured is left out", sale("TSE_VORGANGSDATEN", "", TSE)),
    ("signature", "what was secured is another text", cell(TSE, "TSE_VORGANGSDATEN", "nichts", BON_ID="122")),
    ("signature", "the end is a second later", sale("TSE_TA_ENDE", "2026-03-14T10:07:08.000Z", TSE)),
    ("signature", "the counter is another one", sale("TSE_TA_SIGZ", "7", TSE)),
    ("signature", "the transaction is another one", sale("TSE_TANR", "4711", TSE)),
    ("signature", "the signature is cut off", sale("TSE_TA_SIG", "AAAA", TSE)),
    ("signature", "the signature is no base64", sale("TSE_TA_SIG", "A", TSE)),
    ("signature", "the till has another number", cell("cashregister.csv", "KASSE_SERIENNR", "andere", Z_NR="1")),
    ("tse-time", "a transaction ends before it begins", sale("TSE_TA_START", "2026-03-14T23:07:08.000Z", TSE)),
    ("not-secured", "a receipt is not secured", gone(TSE, BON_ID="103")),
    ("no-tse", "a closing has no TSE", gone("tse.csv", Z_NR="1")),
    ("tse-key", "the key is none", cell("tse.csv", "TSE_PUBLIC_KEY", "AAAA")),
    ("tse-serial", "the number is that of another key", cell("tse.csv", "TSE_SERIAL", "ab" * 32)),
    ("certificate", "the certificate is none", cell("tse.csv", "TSE_ZERTIFIKAT_I", "AAAA")),
    ("certificate-parts", "the certificate is cut at another place", lambda files: cell(
        "tse.csv", "TSE_ZERTIFIKAT_II", files.rows("tse.csv")[0]["TSE_ZERTIFIKAT_I"])(files)),
    ("algorithm", "the algorithm cannot be checked", cell("tse.csv", "TSE_SIG_ALGO", "ecsdsa-plain-SHA256")),
]  # fmt: skip

NUMBERS: list[tuple[str, str, Change]] = [
    ("gap", "a receipt is missing without a trace", gone_everywhere("109")),
    ("gap", "two receipts are missing, and one outage explains one", both(gone_everywhere("109"), gone_everywhere("110"))),
    ("transaction-twice", "a transaction stands there twice", sale("TSE_TANR", "2", TSE)),
]  # fmt: skip

DAMAGES = [
    (group, kind, what, change)
    for group, damages in enumerate(
        (FORM, MASTER_DATA, VALUES, ORDER, BELONGING, AMOUNTS, TOTALS, SIGNED, NUMBERS), 1
    )
    for kind, what, change in damages
]


@pytest.mark.parametrize(
    ("group", "kind", "change"),
    [pytest.param(group, kind, change, id=what) for group, kind, what, change in DAMAGES],
)
def test_a_damage_is_found_in_its_group(
    files: Files, folder: Path, group: int, kind: str, change: Change
) -> None:
    change(files)
    report = check_export(files.write(folder))
    assert (group, kind) in {(found.group, found.name) for found in report.kinds}, told(report)
