"""The back office of a believable inn, with a TSE near its end, an outage and a package for an audit."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kasse.fiscal.de.notification.form import form_of
from kasse.ports.books import Pending, Subject
from kasse.ports.fiscal import Outage
from kasse.ports.notification import Notification, NotifiedTill, Reason
from kasse.ports.self_check import Area, CheckState, Fault, Light
from kasse.ports.signing import DeviceForm, DeviceInfo, DeviceState, DeviceStatus, Field, TseKind
from kasse.settings.declared.cash import BOOK_CASH_OUT, BOOK_DIFFERENCE, CARRY_BALANCE, EXPORT_CASH_BOOK
from kasse.ui.fiscal.check_section import faults_sheet
from kasse.ui.fiscal.notification_showing import handed_in_page, history, state_sheet
from kasse.ui.fiscal.office import HandedOut
from kasse.ui.fiscal.outages_section import Affected, outage_row, outage_sheet
from kasse.ui.fiscal.page import ChoicePage, Page, PageKey, Picture, Rows, SettingPart, Sheet
from kasse.ui.fiscal.periods import Named
from kasse.ui.fiscal.setup_draft import Draft
from kasse.ui.fiscal.setup_showing import (
    Aim,
    aim_sheet,
    failed_sheet,
    found_sheet,
    kind_sheet,
    kinds_rows,
    reasons_page,
)
from kasse.ui.fiscal.tse_showing import TseAnswer, TseState, reserves_sheet, tse_sheet
from kasse.ui.fiscal.view import FiscalView
from kasse.ui.fiscal.visit_section import CONTENTS, outcome_sheet
from kasse.ui.theme.look import Look
from kasse.ui.view import View
from kasse.ui.widgets.choices import Choice
from kasse.ui.widgets.choices import Section as Choices
from kasse.ui.widgets.fact_sheet import Fact, Heading, Meter, Tone, Words
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.setting_rows import SettingRow, Toggle
from kasse.ui.widgets.tabs import Tab
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.archive_tse import Archived
from kasse.usecases.notify import NotificationView
from kasse.usecases.try_device import DeviceSeen

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 18, 42, tzinfo=UTC)
TODAY = NOW.astimezone(ZONE).date()
CLIENT = "KASSE-HIRSCHEN-1"
SERIAL = "a9b3f2c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f80"
TABS = (
    Tab("tse", "TSE"),
    Tab("set-up", "TSE einrichten"),
    Tab("outages", "Ausfälle"),
    Tab("notification", "Kassenmeldung"),
    Tab("visit", "Nachschau"),
    Tab("check", "Selbstprüfung"),
    Tab("cash", "Bargeld"),
)
INFO = DeviceInfo(
    SERIAL,
    "",
    "ecdsa-plain-SHA384",
    "unixTime",
    (),
    "Swissbit USB-TSE 2",
    is_test=False,
    maker="Swissbit",
    model="USB-TSE 2",
    certification_id="BSI-K-TR-0612-2024",
    form=DeviceForm.USB,
)
STATUS = DeviceStatus(
    DeviceState.READY,
    "2.0.8",
    self_test_passed=True,
    time_is_set=True,
    certificate_until=NOW + timedelta(days=24),
    signatures_made=3_214_880,
    signatures_left=16_785_120,
    stored_bytes=6_900_000_000,
    capacity_bytes=8_000_000_000,
    open_transactions=0,
    most_open_transactions=512,
    clients=(CLIENT, "KASSE-HIRSCHEN-2", "KASSE-HIRSCHEN-BIERGARTEN"),
    most_clients=199,
)
ARCHIVE = Archived(
    number=1284,
    taken_at=NOW - timedelta(hours=18),
    file="archiv.tar",
    serial=SERIAL,
    whole=False,
    first=1,
    last=2,
    bytes=48_212_000,
    sha256="",
    verdict="valid",
    messages=41_208,
    open_transactions=0,
    findings=(),
)
OUTAGE = Outage(
    16,
    NOW - timedelta(minutes=38),
    None,
    SERIAL,
    "Swissbit",
    CLIENT,
    "Die TSE ist nicht erreichbar. Bitte prüfen, ob sie angeschlossen ist.",
    "0x1017",
    "Kasse 1",
    "Anna Berger",
    "Beleg",
)


def _view(look: Look, section: str, page: Page) -> FiscalView:
    view = FiscalView(look)
    view.show_sections(TABS, section)
    view.show_page(page)
    return view


def _key(key: str, label: str, icon: str, off: str = "") -> PageKey:
    return PageKey(key, label, icon, off)


_TSE_KEYS = (
    _key("self-test", "Selbsttest", "shield-check"),
    _key("test-signature", "Testsignatur", "qr-code"),
    _key("refresh", "Neu abfragen", "refresh-cw"),
    _key("make-room", "Platz schaffen", "archive"),
)


def tse(look: Look) -> View:
    answer = TseAnswer(DeviceSeen(INFO, STATUS), NOW - timedelta(seconds=12))
    state = TseState("Swissbit USB, SD oder LAN", answer, archive=ARCHIVE)
    left, right = tse_sheet(state, CLIENT, NOW, ZONE), reserves_sheet(state, NOW, ZONE)
    return _view(look, "tse", Page(left, right, 56, keys=_TSE_KEYS))


def tse_out(look: Look) -> View:
    answer = TseAnswer(DeviceSeen(INFO, STATUS), NOW - timedelta(minutes=41))
    state = TseState(
        "Software-TSE (nur zum Testen)",
        answer,
        OUTAGE.cause,
        asking=True,
        outage=OUTAGE,
        mark="TEST-TSE",
        archive=ARCHIVE,
    )
    left, right = tse_sheet(state, CLIENT, NOW, ZONE), reserves_sheet(state, NOW, ZONE)
    main = _key("set-up", "TSE einrichten", "arrow-right")
    return _view(look, "tse", Page(left, right, 56, keys=_TSE_KEYS, main=main))


SWISSBIT = TseKind(
    "swissbit",
    "Swissbit TSE (USB, SD, LAN)",
    "TSE von Swissbit als USB-Stick, microSD- oder SD-Karte oder in der LAN-TSE. Es wird die Bibliothek des "
    "Herstellers gebraucht (libWormAPI.so oder WormAPI.dll); der Händler der TSE gibt sie ab.",
    (
        Field("library", "Bibliothek", "Datei libWormAPI.so oder WormAPI.dll, mit ganzem Pfad."),
        Field("mount", "Laufwerk", "Ordner oder Laufwerksbuchstabe der TSE. Leer bei der LAN-TSE."),
        Field(
            "admin_pin", "Admin-PIN", "Fünf Ziffern. Leer lassen, wenn kasse die TSE einrichtet.", secret=True
        ),
        Field(
            "seed",
            "Einrichtungskennung",
            "Steht in den Unterlagen der TSE; bei Geräten aus dem Handel wie vorgegeben.",
            default="SwissbitSwissbit",
        ),
    ),
)
KINDS = (
    TseKind("software", "Test-TSE (Software)", "", ()),
    SWISSBIT,
    TseKind("epson", "Epson TSE (Drucker oder TSE-Server)", "", ()),
    TseKind("diebold", "Diebold Nixdorf TSE (Webservice)", "", ()),
    TseKind("fiskaly", "fiskaly SIGN DE (Cloud)", "", ()),
    TseKind("swissbit_cloud", "Swissbit Cloud-TSE (Version 2)", "", ()),
)
_NEW = Aim(DeviceSeen(None, DeviceStatus(DeviceState.NEW)), is_in_use=False, in_service_since=None)
_READY = Aim(DeviceSeen(INFO, STATUS), is_in_use=False, in_service_since=date(2026, 1, 2))


def kinds(look: Look) -> View:
    page = Page(
        kinds_rows(KINDS, "swissbit", "software"),
        kind_sheet(SWISSBIT, "Schritt 1 von 4"),
        main=_key("fields", "Weiter", "arrow-right"),
    )
    return _view(look, "set-up", page)


def fields(look: Look) -> View:
    draft = Draft.of(SWISSBIT, {"library": "/usr/local/lib/libWormAPI.so", "mount": "/media/kasse/SWISSBIT"})
    draft.typed["admin_pin"] = "12345"
    page = Page(
        SettingPart(draft.rows()),
        keys=(_key("kind", "Andere Art", "chevron-left"),),
        main=_key("connect", "Verbindung prüfen", "search"),
    )
    return _view(look, "set-up", page)


def secret(look: Look) -> View:
    view = fields(look)
    assert isinstance(view, FiscalView)
    hint = (
        "Nur für eine TSE, die schon eingerichtet ist. Leer lassen, damit kasse beim Einrichten eine wählt."
    )
    view.ask(TextAsk("Admin-PIN", "12345", hint=hint, secret=True, lift=False))
    view.entry.keyboard.show_signs(shown=True)
    return view


def found(look: Look) -> View:
    page = Page(
        found_sheet(_READY, CLIENT),
        aim_sheet(_READY),
        keys=(_key("fields", "Angaben ändern", "chevron-left"),),
        main=_key("reason", "Weiter", "arrow-right"),
    )
    return _view(look, "set-up", page)


def final(look: Look) -> View:
    main = PageKey("do", "Endgültig einrichten", "zap", kind=KeyKind.FINAL_DANGER)
    page = Page(aim_sheet(_NEW), reasons_page("Zertifikat läuft ab"), 50, main=main)
    return _view(look, "set-up", page)


def failed(look: Look) -> View:
    reason = "Der TSE-Webservice unter ws://localhost:10001/ antwortet nicht. Bitte prüfen, ob er läuft."
    keys = (_key("kind", "Andere Art", "undo-2"), _key("fields", "Angaben ändern", "pencil"))
    page = Page(failed_sheet(reason), keys=keys, main=_key("connect", "Noch einmal", "refresh-cw"))
    return _view(look, "set-up", page)


def outages(look: Look) -> View:
    unsigned = [Pending(Subject.RECEIPT, 20_110 + i) for i in range(23)]
    unsigned += [Pending(Subject.ORDER, 48_204 + i) for i in range(9)]
    affected = [Affected(OUTAGE, unsigned)]
    for number in range(15, 3, -1):
        began = NOW - timedelta(days=31 * (16 - number), minutes=17)
        past = Outage(number, began, began + timedelta(minutes=3 * number), *_past())
        affected.append(Affected(past, unsigned[:number]))
    rows = tuple(outage_row(each, ZONE) for each in affected)
    keys = (
        _key("settings", "Einstellungen", "settings"),
        _key("slip", "Ausfallbeleg", "printer"),
        _key("recovery", "Behebungsbeleg", "printer-check", "Der Ausfall dauert noch an."),
    )
    page = Page(
        Rows("Ausfälle", rows, 16),
        outage_sheet(affected[0], ZONE),
        keys=keys,
        main=_key("save", "Ausfallbericht", "download"),
    )
    return _view(look, "outages", page)


def _past() -> tuple[str, ...]:
    return (SERIAL, "Swissbit", CLIENT, OUTAGE.cause, OUTAGE.code, "Kasse 1", "", "Beleg")


def _notification(number: int, reason: Reason, made: datetime, **more: object) -> NotificationView:
    till = NotifiedTill(
        1, "Kasse 1", CLIENT, 1, "kasse", "PC-Kasse", "kasse", "1.0", SERIAL, "Swissbit", 2, date(2026, 1, 2)
    )
    facts = Notification(
        reason,
        made.date(),
        "Wirtshaus Zum Hirschen",
        "Georg Hirsch",
        "Höllgasse 12",
        "94032",
        "Passau",
        "153/246/80124",
        "Passau",
        "Wirtshaus Zum Hirschen",
        "Höllgasse 12",
        "94032",
        "Passau",
        (till,),
    )
    form = form_of(facts)
    values: dict[str, object] = {
        "number": number,
        "made_at": made,
        "operator": 0,
        "notification": facts,
        "xml": form.xml,
        "xml_sha256": "",
        "due_on": form.due_on,
        "missing": tuple(form.missing),
        "hints": tuple(form.hints),
        "meinfiskal": True,
        "mailed_to": ("kanzlei@steuerberatung-oberhuber-lindner.de",),
        "handed_in_on": None,
        "handed_in_how": "",
        **more,
    }
    return NotificationView(**values)  # type: ignore[arg-type]


def _views() -> list[NotificationView]:
    return [
        _notification(3, Reason.TSE_CHANGE, NOW - timedelta(days=2)),
        _notification(2, Reason.ON_DEMAND, NOW - timedelta(days=40)),
        _notification(
            1,
            Reason.COMMISSIONING,
            NOW - timedelta(days=321),
            handed_in_on=date(2026, 1, 12),
            handed_in_how="ELSTER, XML hochgeladen",
        ),
    ]


def notification(look: Look) -> View:
    views = _views()
    keys = (
        _key("facts", "Angaben", "settings"),
        _key("sheet", "Blatt", "file-text"),
        _key("hand-out", "Ausgeben", "send"),
        _key("hand-in", "Abgegeben", "check"),
    )
    page = Page(
        history(views, 3, TODAY, ZONE),
        state_sheet(views[0], form_of(views[0].notification), TODAY),
        40,
        keys=keys,
        main=_key("make", "Neue Meldung generieren", "plus"),
    )
    return _view(look, "notification", page)


def hand_in(look: Look) -> View:
    main = _key("note", "Als abgegeben vermerken", "check")
    page = Page(handed_in_page(TODAY, "ELSTER, XML hochgeladen", TODAY), main=main)
    return _view(look, "notification", page)


def visit(look: Look) -> View:
    choices = [Choice(each, each.value, chosen=False) for each in Named]
    choices.append(Choice("free", "Freier Zeitraum", "01.01.2026 bis 30.06.2026", chosen=True))
    period = "01.01.2026 bis 30.06.2026"
    sheet = Sheet(
        "Das kommt hinein",
        (
            Fact("Zeitraum", period),
            Fact("Tagesabschlüsse", "178"),
            Heading("Paket für die Prüfung"),
            *(Words(text, icon="file-text") for text in CONTENTS),
            Words("Der laufende Tag ist erst nach seinem Abschluss dabei.", quiet=True),
        ),
    )
    page = Page(
        ChoicePage("Zeitraum", (Choices("", tuple(choices)),), period, ""),
        sheet,
        50,
        keys=(_key("dsfinvk", "Nur DSFinV-K", "file-text"), _key("tse", "Nur TSE-Archive", "archive")),
        main=_key("audit", "Paket für die Prüfung", "download"),
    )
    return _view(look, "visit", page)


def writing(look: Look) -> View:
    blocks = (
        Meter("DSFinV-K", "64 %", 640),
        Words("TSE-Archiv", Tone.GOOD),
        Words("Bücher", Tone.GOOD),
        Words("DSFinV-K", Tone.WAITING),
        Fact("Ziel", "/media/kasse/PRUEFUNG/nachschau-20260101-20260630-194210"),
        Words("Verkauft werden kann weiter. Den Stick bitte stecken lassen.", quiet=True),
    )
    page = Page(Sheet("Paket für die Prüfung", blocks), keys=(_key("stop", "Abbrechen", "x"),))
    return _view(look, "visit", page)


def written(look: Look) -> View:
    outcome = HandedOut(
        Path("/media/kasse/PRUEFUNG/nachschau-20260101-20260630"),
        (("Zeitraum", "01.01.2026 bis 30.06.2026"), ("Abschlüsse", "178"), ("Bons", "64.120")),
        (
            "uebersicht.pdf",
            "dsfinvk.zip",
            "tse/20260630T213000Z-a9b3f2c4d5e6f708-1-64120.tar",
            "ausfallbericht.csv",
        ),
        (),
        ("Die Archive der anderen Kassen liegen in deren Datenordnern.",),
    )
    page = Page(outcome_sheet(outcome), main=_key("end", "Fertig", "check"))
    return _view(look, "visit", page)


def check(look: Look) -> View:
    faults = (
        Fault(
            Area.NOTIFICATION,
            Light.RED,
            "Die TSE ist seit dem Wechsel nicht gemeldet. Bitte die Kassenmeldung abgeben.",
            NOW - timedelta(days=33),
            TODAY - timedelta(days=2),
        ),
        Fault(
            Area.DEVICE,
            Light.AMBER,
            "Das Zertifikat der TSE läuft in 24 Tagen ab. Bitte vorher eine neue TSE einrichten.",
            NOW - timedelta(days=6),
            TODAY + timedelta(days=24),
        ),
    )
    state = CheckState(Light.RED, faults, 0, NOW - timedelta(hours=17))
    right = Sheet(
        "Prüfung",
        (
            Meter("Bücher", "38 %", 380),
            Words("Die Prüfung läuft nebenher; es kann weiter verkauft werden.", quiet=True),
        ),
    )
    page = Page(faults_sheet(state, "", NOW, ZONE), right, 60, keys=(_key("stop", "Prüfung abbrechen", "x"),))
    return _view(look, "check", page)


def cash(look: Look) -> View:
    by = f"Eingeschaltet durch „{CARRY_BALANCE.label}“ und „{EXPORT_CASH_BOOK.label}“"
    values = (
        (CARRY_BALANCE, True, "Gilt im ganzen Betrieb", ""),
        (EXPORT_CASH_BOOK, True, "Nur an dieser Kasse", ""),
        (BOOK_CASH_OUT, True, by, "aus"),
        (BOOK_DIFFERENCE, False, "Gilt im ganzen Betrieb", ""),
    )
    rows = tuple(
        SettingRow(
            setting.key,
            setting.label,
            setting.help,
            Toggle(on),
            origin,
            off,
            tone="accent_text" if off or "Nur" in origin else "muted",
            dotted=bool(off or "Nur" in origin),
        )
        for setting, on, origin, off in values
    )
    return _view(look, "cash", Page(SettingPart(rows)))


def signature(look: Look, paper: bytes) -> View:
    sheet = Sheet(
        "Testsignatur",
        (
            Words("Die TSE hat signiert.", Tone.GOOD),
            Words("Die Signatur passt zum Beleg.", Tone.GOOD),
            Words("Der QR-Code ist gelesen und geprüft.", Tone.GOOD),
            Fact("Vorgang der TSE", "64121"),
            Fact("Signaturzähler", "128244"),
        ),
    )
    keys = (*_TSE_KEYS[:2], _key("back", "Zur Übersicht", "chevron-left"))
    return _view(look, "tse", Page(sheet, Picture(paper, whole=True), keys=keys))


SCREENS: dict[str, Callable[[Look], View]] = {
    "fiscal-tse": tse,
    "fiscal-tse-out": tse_out,
    "fiscal-kinds": kinds,
    "fiscal-fields": fields,
    "fiscal-secret": secret,
    "fiscal-found": found,
    "fiscal-final": final,
    "fiscal-failed": failed,
    "fiscal-outages": outages,
    "fiscal-notification": notification,
    "fiscal-hand-in": hand_in,
    "fiscal-visit": visit,
    "fiscal-writing": writing,
    "fiscal-written": written,
    "fiscal-check": check,
    "fiscal-cash": cash,
}
