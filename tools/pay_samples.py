"""The bill of a table on its way to being paid, and open invoices, as the screens would show them."""

from collections.abc import Callable

from kasse.ui.pay.view import Choice, Offer, PaidModel, PayModel, PayView
from kasse.ui.receipts.receivables_view import ReceivablesView
from kasse.ui.receipts.view import ReceiptRow, ReceiptsModel
from kasse.ui.theme.look import Look
from kasse.ui.view import View
from kasse.ui.widgets.choices import ChoicePage, Section
from kasse.ui.widgets.fact_sheet import Tone
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.line_rows import TicketLine
from kasse.ui.widgets.tabs import Tab
from kasse.ui.widgets.text_entry import TextAsk


def pay(look: Look) -> PayView:
    view = PayView(look)
    lines = (
        TicketLine(1, "1", "Wiener Schnitzel", "19,90", "+ Kartoffelsalat"),
        TicketLine(2, "2", "Pils vom Fass 0,5", "9,80"),
        TicketLine(3, "1", "Kaiserschmarrn", "11,90"),
    )
    guest = (
        TicketLine(4, "1", "Zwiebelrostbraten", "26,50", "medium · Bratkartoffeln"),
        TicketLine(5, "1", "Käsespätzle", "13,80"),
        TicketLine(6, "½", "Apfelstrudel", "2,80", "mit Gast 1 geteilt"),
    )
    view.show_pay(
        PayModel(
            "Tisch 12 bezahlen",
            open_help="Antippen gibt den Posten an Gast 2",
            open_lines=lines,
            open_total="41,60 €",
            guests=(Tab(1, "Gast 1", "bezahlt"), Tab(2, "Gast 2", "43,10")),
            guest=2,
            guest_lines=guest,
            guest_foot="Gast 2",
            guest_total="43,10 €",
            who="Gast 2 zahlt",
            details=(("Posten", "43,10"), ("Trinkgeld", "3,90")),
            amount="47,00 €",
            tips=(
                Offer(0, "ohne", "Trinkgeld"),
                Offer(1, "auf 45,00", "1,90"),
                Offer(2, "auf 47,00", "3,90", chosen=True),
                Offer(3, "10 %", "4,31"),
            ),
            notes=(
                Offer(5000, "50", "zurück 3,00", note="50"),
                Offer(5200, "52", "zurück 5,00", note="50"),
                Offer(6000, "60", "zurück 13,00", note="50"),
                Offer(10000, "100", "zurück 53,00", note="100"),
            ),
            ways=(
                Choice("voucher", "Gutschein", icon="gift"),
                Choice("room", "Zimmer", icon="bed"),
                Choice("invoice", "Rechnung", icon="receipt-euro"),
                Choice("more", "Mehr", icon="layers"),
            ),
            card="Karte 47,00",
            cash="Bar 47,00",
        )
    )
    return view


def pay_more(look: Look) -> PayView:
    view = pay(look)
    pages = (
        Section(
            "Andere Zahlungsarten",
            (
                Choice("UE", "Überweisung"),
                Choice("RE", "Auf Rechnung"),
                Choice("GU", "Gutschein"),
                Choice("CHF", "Schweizer Franken", "50,00 CHF"),
            ),
        ),
        Section(
            "Rechnung",
            (
                Choice("recipient", "Rechnung an …", "Kanzlei Moser", chosen=True),
                Choice("entertainment", "Bewirtungs\u00adbeleg"),
                Choice("none", "Ohne Anschrift"),
            ),
        ),
        Section("Rabatt auf das Ganze", tuple(Choice(n, f"{n} %") for n in (5, 10, 20, 50, 100))),
        Section("Internes Konto", (Choice(1, "Personal", "Ebene 3"), Choice(2, "Eigenverbrauch", "EK"))),
    )
    view.show_choices(ChoicePage("Mehr", pages))
    return view


def paid(look: Look) -> PayView:
    view = PayView(look)
    view.show_paid(
        PaidModel(
            "Tisch 12 · Gast 2 bezahlt",
            "Rechnung 20.117",
            "Anna Berger · 19:53 · signiert",
            (
                TicketLine(4, "1", "Zwiebelrostbraten", "26,50", "medium · Bratkartoffeln"),
                TicketLine(5, "1", "Käsespätzle", "13,80"),
                TicketLine(6, "½", "Apfelstrudel", "2,80", "mit Gast 1 geteilt"),
                TicketLine(7, "", "Trinkgeld", "3,90"),
            ),
            "Bar",
            "47,00 €",
            "Rückgeld",
            "3,00 €",
            "Gegeben 50,00",
            "Die Lade ist offen. Der Betrag bleibt stehen bis zur nächsten Eingabe.",
            (
                Choice("copy", "Kopie drucken", icon="copy"),
                Choice("drawer", "Lade", icon="package-open"),
                Choice("receipts", "Belege", icon="receipt-text"),
                Choice("reverse", "Storno", icon="trash-2", kind=KeyKind.DANGER),
                Choice("entertainment", "Bewirtungs\u00adbeleg", icon="utensils"),
                Choice("recipient", "Rechnung an …", icon="file-text"),
                Choice("way", "Zahlungsart", icon="wallet"),
            ),
            "Rest 41,60 kassieren",
        )
    )
    return view


def pay_whole(look: Look) -> PayView:
    """Nobody shares yet: the empty paper offers equal shares."""
    view = PayView(look)
    view.show_pay(
        PayModel(
            "Tisch 12 bezahlen",
            open_help="Antippen gibt den Posten an Gast 1",
            open_lines=(
                TicketLine(1, "1", "Wiener Schnitzel", "19,90", "+ Kartoffelsalat"),
                TicketLine(2, "2", "Pils vom Fass 0,5", "9,80"),
                TicketLine(3, "1", "Kaiserschmarrn", "11,90"),
            ),
            open_total="41,60 €",
            guests=(Tab(1, "Gast 1"),),
            guest=1,
            splits=tuple(
                Choice(n, f"÷ {n}", words, chosen=n == 4)
                for n, words in enumerate(
                    ("je 20,80", "≈ 13,87", "je 10,40", "je 8,32", "≈ 6,94", "≈ 5,95"), start=2
                )
            ),
            guest_foot="Gast 1",
            who="Ganze Rechnung",
            amount="41,60 €",
            tips=(
                Offer(0, "ohne", "Trinkgeld", chosen=True),
                Offer(1, "auf 45,00", "3,40"),
                Offer(2, "5 %", "2,08"),
                Offer(3, "10 %", "4,16"),
            ),
            notes=(
                Offer(4500, "45", "zurück 3,40", note="20"),
                Offer(5000, "50", "zurück 8,40", note="50"),
                Offer(6000, "60", "zurück 18,40", note="50"),
                Offer(10000, "100", "zurück 58,40", note="100"),
            ),
            ways=(
                Choice("card", "Kreditkarte", icon="credit-card"),
                Choice("room", "Zimmer", icon="bed"),
                Choice("voucher", "Gutschein", icon="gift"),
                Choice("more", "Mehr", icon="layers"),
            ),
            card="Karte 41,60",
            cash="Bar 41,60",
        )
    )
    return view


def pay_voucher(look: Look) -> PayView:
    """What is left of a voucher, before it is taken."""
    view = pay_whole(look)
    take = Choice(1600, "16,00 einlösen", "bleiben 0,00", kind=KeyKind.SECOND)
    view.show_choices(
        ChoicePage(
            "Noch 16,00 € darauf",
            (Section("Einlösen", (take,), "anderer Betrag: vorher tippen"),),
            "Mehrzweckgutschein K7RM-2XQF",
        )
    )
    return view


def pay_number(look: Look) -> PayView:
    """The number of a voucher is asked for."""
    view = pay_whole(look)
    view.ask_words(
        TextAsk(
            "Gutschein",
            "K7RM-2XQF",
            accept="Prüfen",
            hint="Auch die Nummer einer Anzahlung. Was noch darauf ist, steht dann hier, bevor etwas abgezogen wird.",
        )
    )
    return view


def receivables(look: Look, paper: bytes) -> ReceivablesView:
    """Open invoices, the oldest one chosen."""
    view = ReceivablesView(look)
    rows = (
        ReceiptRow((1, 19870), "Kanzlei Moser", "14.10.2026", "Beleg 1-19870", "243,80", "seit 37 Tagen", "über 30 Tage", Tone.WARN),
        ReceiptRow((1, 20011), "Kirchenchor St. Stephan", "13.11.2026", "Beleg 1-20011 · seit 7 Tagen", "64,00", "von 118,50"),
        ReceiptRow((2, 4711), "Musikverein Hals", "19.11.2026", "Beleg 2-4711", "512,30", "seit gestern"),
    )  # fmt: skip
    view.show_receipts(
        ReceiptsModel(
            rows,
            (1, 19870),
            title="Offene Rechnungen: 3 · 820,10 €",
            reprint_label="Kassieren",
            reverse_label="",
            more_label="Suchen",
            change_label="Teilbetrag",
        )
    )
    view.show_paper(paper)
    return view


def receivable_ways(look: Look, paper: bytes) -> ReceivablesView:
    """How an open invoice is paid."""
    view = receivables(look, paper)
    view.show_choices(
        ChoicePage(
            "Kanzlei Moser: 243,80 €",
            (
                Section(
                    "Bar",
                    (
                        Choice(1, "Bar 243,80", "genau", icon="banknote"),
                        Choice(2, "245", "zurück 1,20"),
                        Choice(3, "250", "zurück 6,20"),
                        Choice(4, "260", "zurück 16,20"),
                        Choice(5, "300", "zurück 56,20"),
                    ),
                ),
                Section(
                    "Ohne Bargeld",
                    (
                        Choice(6, "EC-Karte", "243,80", icon="credit-card"),
                        Choice(7, "Überweisung", "243,80", icon="receipt-euro"),
                    ),
                ),
            ),
            "Zu Beleg 1-19870. Antippen bucht die Zahlung.",
        )
    )
    return view


def receivable_paid(look: Look, paper: bytes) -> ReceivablesView:
    """What goes back."""
    view = receivables(look, paper)
    view.show_change(
        PaidModel(
            "", "", "", (), "", "", "Rückgeld", "6,20 €", "Gegeben Bar 250,00",
            "Kanzlei Moser: Beleg 1-19870 ist ganz bezahlt.", (), "",
        )
    )  # fmt: skip
    return view


SCREENS: dict[str, Callable[[Look], View]] = {
    "pay": pay,
    "pay-whole": pay_whole,
    "pay-more": pay_more,
    "pay-voucher": pay_voucher,
    "pay-number": pay_number,
    "paid": paid,
}
