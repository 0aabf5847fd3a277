"""A believable evening in an inn, as the screens would show it: for pictures and for tests of the look."""

from collections.abc import Callable

from kasse.ui.notices import Answer, Level, Notice
from kasse.ui.orders.actions import OrderAction
from kasse.ui.orders.parts import Transfer
from kasse.ui.orders.view import OrderHead, OrdersView
from kasse.ui.pay.view import Choice
from kasse.ui.receipts.view import ReceiptRow, ReceiptsModel, ReceiptsView
from kasse.ui.shifts.view import (
    Bar,
    Chart,
    Check,
    ClosingModel,
    ClosingView,
    CountModel,
    CountRow,
    Strip,
    StripRow,
    StripSection,
)
from kasse.ui.signin.view import OperatorCard, SignIn, SignInView
from kasse.ui.tables.view import TablesModel, TablesView
from kasse.ui.theme.look import Look
from kasse.ui.training.strip import Lesson
from kasse.ui.view import View
from kasse.ui.widgets.choices import ChoicePage, Section
from kasse.ui.widgets.fact_sheet import Tone
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.line_rows import LineState, TicketLine
from kasse.ui.widgets.plan_model import Fixture, Plan, PlanTable, TableState
from kasse.ui.widgets.row_list import Row
from kasse.ui.widgets.status_line import Device, DeviceState
from kasse.ui.widgets.tabs import Tab
from kasse.ui.widgets.text_entry import TextAsk
from kasse.ui.widgets.ticket import SentBlock, TicketModel
from kasse.ui.widgets.tile_grid import Tile
from tools import (
    fiscal_samples,
    master_samples,
    master_special_samples,
    pay_samples,
    report_samples,
    settings_samples,
)

CLOCK, OPERATOR = "19:42", "Anna Berger"
DEVICES = (
    Device("tse", "shield-check", "TEST-TSE", DeviceState.ATTENTION),
    Device("light", "circle-check", "Geprüft", DeviceState.GOOD),
    Device("kitchen", "printer", "Küche"),
    Device("bar", "printer", "Schank"),
    Device("receipt", "printer", "Beleg"),
    Device("terminal", "credit-card", "Terminal"),
)
PLACE = ("Freitag, 20.11.2026 · Kasse 1 · Gaststube", "Fr 20.11.2026 · Kasse 1")
LESSON = Lesson(
    "Übung 1 von 10 · 3 × Pils vom Fass 0,5 an Tisch 12 senden.",
    "So geht es am kürzesten: Tisch; Artikel halten und auf 3 ziehen; Senden",
    3,
    4,
)
NOTICE = Notice(
    "kitchen",
    Level.WARNING,
    "Küche: Papier ist leer.",
    "3 Bons warten, nichts geht verloren.",
    (Answer("reroute", "An Schank drucken"), Answer("look", "Ansehen")),
    icon="printer-x",
)

_ARTICLES = """
Pils vom Fass 0,5|4,90|Honig;Helles 0,5|4,70|Honig;Weißbier 0,5|5,20|Honig;Radler 0,5|4,60|Honig
Alkohol-frei 0,5|4,80|Honig;Wiener Schnitzel|19,90|Ziegel;Zwiebel-rost-braten|26,50|Ziegel
Schweins-braten|16,80|Ziegel;Cordon bleu|18,90|Ziegel;!Hirsch-gulasch|17,40|Ziegel;Käse-spätzle|13,80|Wiese
Spinat-knödel|13,50|Wiese;Bauern-salat|9,80|Wiese;!Backhendl-salat|14,20|Wiese;Schwammerl Rahm-soße|16,20|Wiese
Frittaten-suppe|5,90|Kürbis;Knödel-suppe|6,40|Kürbis;Pommes frites|4,50|Senf;Kartoffel-salat|4,80|Senf
Gemischter Salat|5,20|Senf;Apfel-schorle 0,5|4,20|Himmel;Mineral 0,75|5,60|Himmel;Alm-dudler 0,35|3,90|Himmel
Grüner Velt-liner ⅛|4,10|Petrol;Zweigelt ⅛|4,30|Petrol;Kaiser-schmarrn|11,90|Flieder;Apfel-strudel|5,90|Flieder
Eis-palat-schinken|7,40|Flieder;Espresso|2,80|Pflaume;Melange|3,90|Pflaume;Pils 0,3|3,60|Honig
Weizen leicht 0,5|5,00|Honig;Dunkles 0,5|4,90|Honig;Zwickl 0,5|5,10|Honig;Stiegl 0,3|3,70|Honig
Jäger-schnitzel|17,90|Ziegel;Grill-teller|22,80|Ziegel;Rump-steak 250 g|28,90|Ziegel;Tafel-spitz|21,90|Ziegel
Back-hendl|16,90|Ziegel;Forelle Müllerin|19,80|Kobalt;Zander-filet|22,50|Kobalt;Matjes-filet|14,20|Kobalt
Pfannen-gemüse|12,80|Wiese;Pilz-risotto|15,20|Wiese;Gemüse-strudel|13,90|Wiese;Tages-suppe|5,20|Kürbis
Gulasch-suppe|7,20|Kürbis;Semmel-knödel|4,20|Senf;Brat-kartoffeln|4,80|Senf;Rot-kraut|4,20|Senf
Johannis-beere 0,5|4,40|Himmel;Cola 0,4|4,20|Himmel;Spezi 0,5|4,40|Himmel;Aperol Spritz|7,80|Himbeere
Hugo|7,80|Himbeere;Gin Tonic|9,50|Himbeere;Obstler 2 cl|3,80|Tanne;Marille 2 cl|4,50|Tanne;Riesling ⅛|4,90|Petrol
Blau-fränkisch ⅛|4,70|Petrol;Topfen-knödel|8,90|Flieder;Espresso doppelt|4,20|Pflaume
Erdbeer-rhabarber-schorle groß|5,20|Himmel;Verlängerter|3,60|Pflaume
"""
_COUNTS = {"Pils vom Fass 0,5": "4", "Wiener Schnitzel": "2", "Zwiebelrostbraten": "1", "Käsespätzle": "1"}


def tiles() -> tuple[Tile, ...]:
    made = []
    for entry in _ARTICLES.replace("\n", ";").split(";"):
        if entry:
            name, price, hue = entry.split("|")
            plain = name.lstrip("!").replace("-", "")
            shown = name.lstrip("!").replace("-", "\u00ad")
            count = {**_COUNTS, "Kaiserschmarrn": "1"}.get(plain, "")
            made.append(Tile(plain, shown, price, hue, count, sold_out=name.startswith("!")))
    return tuple(made)


TABS = tuple(
    Tab(word, word)
    for word in ("Beliebt", "Speisen", "Getränke", "Bier", "Wein", "Kaffee", "Dessert", "Tageskarte")
)


def ticket(*, pending: str = "") -> TicketModel:
    new, void = LineState.NEW, LineState.VOID
    sent = SentBlock(
        "18:56 gesendet",
        (
            TicketLine(1, "2", "Pils vom Fass 0,5", "9,80"),
            TicketLine(2, "1", "Apfelschorle 0,5", "4,20", state=void),
            TicketLine(3, "2", "Wiener Schnitzel", "39,80", "+ Kartoffelsalat"),
            TicketLine(4, "1", "Käsespätzle", "13,80"),
        ),
    )
    fresh = (
        TicketLine(5, "1", "Zwiebel\u00adrost\u00adbraten", "26,50", "medium · Bratkartoffeln", new),
        TicketLine(6, "2", "Pils vom Fass 0,5", "9,80", state=new),
        TicketLine(7, "1", "Kaiserschmarrn", "11,90", state=new),
    )
    return TicketModel(
        "Tisch 12",
        "Gaststube · 4 Gäste · seit 18:54",
        "48 min",
        (sent,),
        fresh,
        selected=6,
        pending=pending,
        total="111,60 €",
        new_total="neu 48,20",
    )


def plan() -> Plan:
    s = TableState
    free, mine = s.FREE, s.MINE

    def t(
        number: int, state: TableState, column: float, row: float, amount: str = "", note: str = "frei"
    ) -> PlanTable:
        return PlanTable(number, str(number), state, column, row, amount=amount, note=note)

    def changed(table: PlanTable, **other: object) -> PlanTable:
        values = {name: getattr(table, name) for name in PlanTable.__dataclass_fields__}
        return PlanTable(**{**values, **other})

    tables = (
        t(1, free, 0, 0),
        t(2, mine, 1, 0, "64,20", "32 min"),
        changed(t(3, s.OTHER, 2, 0, "118,50", "51 min"), initials="MH"),
        changed(t(4, s.BILL, 3, 0, "243,80", "Rechnung · 96 min"), columns=2, seats=8),
        changed(t(5, mine, 0, 1, "22,40", "12 min"), is_round=True),
        changed(t(6, free, 1, 1), is_round=True),
        changed(t(7, s.LATE, 2, 1, "86,30", "74 min"), is_round=True),
        changed(t(8, free, 3, 1), is_round=True),
        changed(t(9, s.OTHER, 4, 1, "31,00", "18 min"), is_round=True, initials="SL"),
        changed(t(10, s.RESERVED, 0, 2, "20:00", "Huber · 8"), columns=2, seats=8),
        t(11, free, 2, 2),
        t(12, mine, 3, 2, "63,40", "48 min"),
        t(13, s.RESERVED, 4, 2, "20:30", "Wolf · 4"),
        changed(t(14, s.OTHER, 5, 1, "402,70", "83 min"), rows=2, initials="MH", seats=8),
        t(15, free, 0, 3),
        t(16, s.LATE, 1, 3, "54,90", "seit 62 min"),
        changed(t(17, mine, 3, 3, "17,60", "6 min"), unsent="+2"),
        changed(t(18, free, 4, 3), is_round=True),
        t(19, free, 5, 3),
    )
    return Plan(6, 4, tables, (Fixture("Schank", 5, 0), Fixture("Eingang", 2, 3.7, 1, 0.35)))


AREAS = (
    Tab("inn", "Gaststube · 10"),
    Tab("parlour", "Stüberl · 2"),
    Tab("terrace", "Terrasse"),
    Tab("bar", "Bar · 3"),
    Tab("hall", "Saal"),
    Tab("list", "Liste", icon="list"),
)


def sign_in(look: Look) -> SignInView:
    view = SignInView(look)
    names = (
        ("Anna Berger", "AB", "4 Tische offen", True),
        ("Markus Huber", "MH", "6 Tische offen", True),
        ("Sofia Leitner", "SL", "2 Tische offen", True),
        ("Yusuf Demir", "YD", "Bar", True),
        ("Lena Wolf", "LW", "angemeldet", True),
        ("Tobias Klein", "TK", "", False),
        ("Eva Moser", "EM", "", False),
        ("Jakob Fink", "JF", "", False),
        ("Aushilfe 1", "A1", "", False),
        ("Katrin Engel", "KE", "Leitung", True),
        ("Paul Steiner", "PS", "Leitung", True),
        ("Maximilian Oberhuber-Lindner", "MO", "Übung", False),
        ("Clara Winter", "CW", "", False),
        ("Ben Sommer", "BS", "", False),
        ("Ida Frost", "IF", "", False),
        ("Nico Herbst", "NH", "", False),
        ("Rosa Maier", "RM", "", False),
    )
    cards = tuple(
        OperatorCard(initials, name, initials, note, present, chosen=initials == "AB")
        for name, initials, note, present in names
    )
    house, day = "Wirtshaus Zum Hirschen", "Freitag, 20. November 2026"
    view.show_sign_in(SignIn(house, day, cards, "AB", 4, "Oder Chip an den Leser halten"))
    view.pin.press("1")
    view.pin.press("9")
    return view


def tables(look: Look) -> TablesView:
    view = TablesView(look)
    view.show_tables(TablesModel(AREAS, "inn", plan(), last_table="12"))
    return view


def tables_list(look: Look) -> TablesView:
    view = TablesView(look)
    s = TableState
    gesellschaft, oelinger = "Tisch 4 · Familie Obermüller", "Tisch 20 · Hochzeit Ölinger"
    long = "Stüberl · 12 Gäste · Maximilian Oberhuber-Lindner"
    facts = (
        ("Tisch 2", "Gaststube · 3 Gäste · Anna Berger", "64,20 €", "32 min", "", Tone.PLAIN, s.MINE, "AB"),
        (
            gesellschaft,
            "Gaststube · 8 Gäste",
            "243,80 €",
            "96 min",
            "Rechnung verlangt",
            Tone.PLAIN,
            s.BILL,
            "AB",
        ),
        ("Tisch 7", "Gaststube · Anna Berger", "86,30 €", "74 min", "über Zeit", Tone.WARN, s.LATE, "AB"),
        (
            "Tisch 12",
            "Gaststube · 2 nicht gesendet · 4 Gäste",
            "63,40 €",
            "48 min",
            "",
            Tone.PLAIN,
            s.MINE,
            "AB",
        ),
        ("Tisch 14", "Gaststube · Markus Huber", "402,70 €", "83 min", "", Tone.PLAIN, s.OTHER, "MH"),
        (oelinger, long, "1.486,20 €", "131 min", "", Tone.PLAIN, s.OTHER, "MO"),
        ("Tisch 31", "Terrasse · 2 nicht gesendet", "", "", "neu", Tone.GOOD, s.MINE, ""),
    )
    rows = tuple(Row(number, *each) for number, each in enumerate(facts))
    view.show_tables(TablesModel(AREAS, "list", plan(), last_table="12", rows=rows))
    return view


def order(look: Look) -> OrdersView:
    view = OrdersView(look)
    view.show_head(OrderHead(undo_off="", prices="Preise: Abend"))
    view.show_menu(TABS, "Beliebt", tiles())
    view.show_ticket(ticket(pending="3"), unsent=3)
    return view


def order_sides(look: Look) -> OrdersView:
    view = order(look)
    side = ("Bratkartoffeln", "Kartoffelsalat", "Pommes frites", "Reis", "Rotkraut", "Semmelknödel")
    cooking = ("rare", "medium", "durch")
    extra = ("ohne Zwiebel", "extra Soße", "glutenfrei", "auf zwei Teller", "Kinderteller")
    prices = {"extra Soße": "+ 1,20", "Pommes frites": "+ 0,80"}
    groups = (
        Section("Garstufe", tuple(Choice(n, n, chosen=n == "medium") for n in cooking), "genau eine"),
        Section(
            "Beilage",
            tuple(Choice(n, n, prices.get(n, ""), chosen=n == "Bratkartoffeln") for n in side),
            "eine ist im Preis",
        ),
        Section("Wünsche", tuple(Choice(n, n, prices.get(n, "")) for n in extra), "beliebig viele"),
    )
    view.show_choices(
        ChoicePage("Beilagen zu Zwiebelrostbraten", groups, "1 × 26,50", close="Fertig", done=True)
    )
    return view


def order_void(look: Look) -> OrdersView:
    view = order(look)
    reasons = (
        "Verbont",
        "Gast wollte anderes",
        "Küche: nicht mehr da",
        "Zu lange gewartet",
        "Reklamation",
        "Bruch",
    )
    choices = tuple(Choice(n, n, kind=KeyKind.DANGER) for n in reasons)
    view.show_choices(
        ChoicePage(
            "1 × Pils vom Fass 0,5 stornieren", (Section("", choices),), "Grund antippen, dann ist storniert"
        )
    )
    return view


def order_more(look: Look) -> OrdersView:
    view = order(look)
    view.show_more(
        {OrderAction.PRICE: "Dazu fehlt das Recht „Preis ändern“."},
        {OrderAction.PRICE_LEVEL: "Abend", OrderAction.GUESTS: "4"},
    )
    return view


def order_remark(look: Look) -> OrdersView:
    view = order(look)
    quick = (
        "ohne Zwiebel",
        "scharf",
        "zuerst",
        "zum Teilen",
        "ohne Salz",
        "extra Teller",
        "eilig",
        "Allergie",
    )
    view.ask_text(TextAsk("Notiz zu Pils vom Fass 0,5", "ohne Schaum", suggestions=quick))
    return view


def order_search(look: Look) -> OrdersView:
    view = order(look)
    view.ask_text(
        TextAsk("Artikel suchen", "knö", accept="Erster Treffer", placeholder="Name oder Nummer", search=True)
    )
    view.show_results([tile for tile in tiles() if "knö" in str(tile.key).lower()])
    return view


def order_transfer(look: Look) -> OrdersView:
    view = order(look)
    view.show_transfer(Transfer(AREAS, "inn", plan(), 5, "2 × Pils auf Tisch 5 umbuchen"))
    return view


def receipts(look: Look) -> ReceiptsView:
    view = ReceiptsView(look)
    rows = tuple(
        ReceiptRow(
            20117 - i,
            f"Rechnung 20.{117 - i}",
            f"19:{53 - 4 * i:02}",
            place,
            amount,
            by,
            "storniert" if i == 3 else "",
        )
        for i, (place, amount, by) in enumerate(
            (
                ("Tisch 12 · Gast 2", "47,00", "Bar"),
                ("Tisch 12 · Gast 1", "38,40", "Karte"),
                ("Tisch 4", "243,80", "Karte"),
                ("Tisch 9", "31,00", "Bar"),
                ("Direktverkauf", "4,90", "Bar"),
                ("Tisch 3", "118,50", "Zimmer 204"),
                ("Tisch 16", "54,90", "Bar"),
                ("Tisch 5", "22,40", "Gutschein"),
                ("Tisch 1", "67,10", "Karte"),
                ("Tisch 7", "86,30", "Karte"),
            )
        )
    )
    view.show_receipts(ReceiptsModel(rows, 20117, reverse_label="20.117 stornieren"))
    view.show_paper(_paper_png())
    return view


def _paper_png() -> bytes:
    from PySide6.QtCore import QBuffer, QByteArray, QRectF, Qt
    from PySide6.QtGui import QImage, QImageWriter, QPainter

    from kasse.ui.theme.fonts import font

    image = QImage(576, 900, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    lines = (
        ("Wirtshaus Zum Hirschen", "", 36, 600),
        ("Residenzplatz 4 · 94032 Passau", "", 24, 400),
        ("Steuernummer 153/123/45678", "", 24, 400),
        ("", "", 16, 400),
        ("Rechnung 20.117", "19:53", 26, 600),
        ("Tisch 12 · Gast 2", "20.11.2026", 26, 400),
        ("", "", 16, 400),
        ("1 Zwiebelrostbraten", "26,50 A", 26, 400),
        ("1 Käsespätzle", "13,80 A", 26, 400),
        ("½ Apfelstrudel", "2,80 A", 26, 400),
        ("  Trinkgeld", "3,90", 26, 400),
        ("", "", 16, 400),
        ("Summe EUR", "47,00", 40, 600),
        ("Bar", "50,00", 26, 400),
        ("Rückgeld", "3,00", 26, 400),
        ("", "", 16, 400),
        ("A 7 %   netto 40,28   Steuer 2,82", "43,10", 22, 400),
        ("", "", 16, 400),
        ("TEST-TSE · Signaturzähler 4711", "", 22, 400),
    )
    y = 20.0
    for left, right, px, weight in lines:
        painter.setFont(font(px, weight, condensed=True))
        box = QRectF(24, y, 528, px * 1.4)
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignLeft if right or px < 26 else Qt.AlignmentFlag.AlignHCenter), left
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), right)
        y += px * 1.4
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def closing(look: Look) -> ClosingView:
    view = ClosingView(look)
    kitchen = (125, 415, 355, 135, 65, 55, 145, 425, 565, 485, 185, 40)
    drinks = (63, 172, 142, 82, 73, 92, 122, 211, 255, 270, 221, 190)
    bars = tuple(Bar(str(11 + i), pair) for i, pair in enumerate(zip(kitchen, drinks, strict=True)))
    strip = Strip(
        (
            StripSection(
                "Zahlungsarten",
                (
                    StripRow("Bar", "1.486,20", "41 ×"),
                    StripRow("Karte", "2.941,90", "68 ×"),
                    StripRow("Gutschein", "120,00", "4 ×"),
                    StripRow("Zimmer", "264,50", "5 ×"),
                ),
            ),
            StripSection(
                "Steuer",
                (
                    StripRow("7 % Speisen", "191,88", "2.933,00"),
                    StripRow("19 % Getränke", "300,10", "1.879,60"),
                ),
            ),
            StripSection(
                "Bargeld",
                (
                    StripRow("Soll", "1.736,20"),
                    StripRow("Gezählt", "1.735,20"),
                    StripRow("Differenz", "−1,00", strong=True),
                ),
            ),
        ),
        (Check("Alle Tische geschlossen", done=True), Check("4 von 4 Bedienern abgerechnet", done=True)),
    )
    facts = (("Rechnungen", "118"), ("Schnitt je Rechnung", "40,78"), ("zum Freitag davor", "+6,2 %"))
    view.show_closing(
        ClosingModel(
            "Tagesabschluss Freitag, 20.11.2026",
            "Abschluss Nr. 1284",
            "Umsatz brutto",
            "4.812,60 €",
            facts,
            Chart("Umsatz je Stunde in €", ("Küche", "Getränke"), bars),
            strip,
            "Danach beginnt der Sa 21.11.",
        )
    )
    return view


def counting(look: Look) -> ClosingView:
    view = closing(look)
    counted = ("", "2", "5", "14", "9", "16", "22", "31", "18", "24", "12", "9", "14", "7", "6")
    kinds = (
        ("500 €", 50000), ("200 €", 20000), ("100 €", 10000), ("50 €", 5000), ("20 €", 2000), ("10 €", 1000),
        ("5 €", 500), ("2 €", 200), ("1 €", 100), ("50 ct", 50), ("20 ct", 20), ("10 ct", 10), ("5 ct", 5),
        ("2 ct", 2), ("1 ct", 1),
    )  # fmt: skip
    rows = []
    for (label, cents), count in zip(kinds, counted, strict=True):
        amount = f"{cents * int(count or 0) / 100:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
        rows.append(
            CountRow(cents, label, count, amount, label.split()[0] if cents >= 500 else "", cents == 2000)
        )
    view.show_count(CountModel(tuple(rows), "1.735,20 €", "1.736,20", "−1,00"))
    return view


SCREENS: dict[str, Callable[[Look], View]] = {
    "signin": sign_in,
    "tables": tables,
    "tables-list": tables_list,
    "order": order,
    "order-sides": order_sides,
    "order-void": order_void,
    "order-more": order_more,
    "order-remark": order_remark,
    "order-search": order_search,
    "order-transfer": order_transfer,
    **pay_samples.SCREENS,
    "receipts": receipts,
    "receivables": lambda look: pay_samples.receivables(look, _paper_png()),
    "receivables-ways": lambda look: pay_samples.receivable_ways(look, _paper_png()),
    "receivables-paid": lambda look: pay_samples.receivable_paid(look, _paper_png()),
    "closing": closing,
    "counting": counting,
    "fiscal-signature": lambda look: fiscal_samples.signature(look, _paper_png()),
    **fiscal_samples.SCREENS,
    **settings_samples.SCREENS,
    **master_samples.SCREENS,
    **report_samples.SCREENS,
    **master_special_samples.SCREENS,
}
