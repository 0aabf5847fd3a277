"""What other tills have signed: each departure from the form of DSFinV-K is told, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.fiscal.de.foreign_process_data import MOST_FAULTS, process_data_faults
from kasse.fiscal.de.process_data import BESTELLUNG, KASSENBELEG, Vorgangstyp, bestellung, kassenbeleg

cents = st.integers(-(10**9), 10**9)


@pytest.mark.parametrize(
    "data",
    [
        "Beleg^75.33_7.99_0.00_0.00_0.00^10.00:Bar_5.00:Bar:CHF_5.00:Bar:USD_64.30:Unbar",
        "Beleg^100.00_0.00_0.00_0.00_0.00^100.00:Bar",
        "Beleg^0.00_0.00_0.00_0.00_-100.00^-100.00:Bar",
        "Beleg^5.00_7.00_0.00_0.00_-7.00^5.00:Bar",
        "Beleg^-21.42_0.00_0.00_0.00_0.00^-21.42:Unbar",
        "AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^",
        "AVRechnung^119.00_0.00_0.00_0.00_0.00^",
    ],
)
def test_known_good_receipts_have_no_fault(data: str) -> None:
    assert process_data_faults(KASSENBELEG, data.encode()) == ()


@given(st.lists(cents, min_size=5, max_size=5))
def test_what_our_own_writer_makes_has_no_fault(sums: list[int]) -> None:
    text = kassenbeleg(Vorgangstyp.BELEG, sums, [("Bar", None, sum(sums))])
    assert process_data_faults(KASSENBELEG, text.encode()) == ()


@given(st.integers(-99_999, 99_999).filter(bool), st.text("Käse „\"';", min_size=1), st.integers(0, 99_999))
def test_orders_of_our_own_writer_have_no_fault(quantity: int, name: str, price: int) -> None:
    text = bestellung([(quantity, name, price)])
    assert process_data_faults(BESTELLUNG, text.encode()) == ()


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ("Beleg^1.00_0.00_0.00_0.00^1.00:Bar", "fünf Summen und nicht 4"),
        ("Beleg^1.00_0.00_0.00_0.00_0.00", "drei Teile zwischen „^“ und nicht 2"),
        ("Quittung^1.00_0.00_0.00_0.00_0.00^1.00:Bar", "Vorgangstyp „Quittung“ gibt es nicht"),
        ("AVBelegstorno^1.00_0.00_0.00_0.00_0.00^1.00:Bar", "mit einer TSE nicht erlaubt"),
        ("Beleg^3,000.00_0.00_0.00_0.00_0.00^3000.00:Bar", "„3,000.00“ ist nicht wie 1234.56"),
        (
            "Beleg^3.000,00_0.00_0.00_0.00_0.00^3000.00:Bar",
            "ein Dezimalkomma, ein Trennzeichen für Tausender",
        ),
        ("Beleg^3,50_0.00_0.00_0.00_0.00^3.50:Bar", "ein Dezimalkomma"),
        ("Beleg^+3.50_0.00_0.00_0.00_0.00^3.50:Bar", "ein Plus"),
        ("Beleg^3.5_0.00_0.00_0.00_0.00^3.50:Bar", "1 Nachkommastellen"),
        ("Beleg^3_0.00_0.00_0.00_0.00^3.00:Bar", "0 Nachkommastellen"),
        ("Beleg^03.00_0.00_0.00_0.00_0.00^3.00:Bar", "„03.00“"),
        ("Beleg^drei_0.00_0.00_0.00_0.00^3.00:Bar", "„drei“"),
        ("Beleg^3.00_0.00_0.00_0.00_0.00^3.00:Karte", "„Bar“ oder „Unbar“ und nicht „Karte“"),
        ("Beleg^3.00_0.00_0.00_0.00_0.00^3.00:Bar:EUR", "Bei Zahlungen in Euro steht keine Währung"),
        ("Beleg^3.00_0.00_0.00_0.00_0.00^3.00:Bar:Franken", "kein Kürzel einer Währung"),
        ("Beleg^3.00_0.00_0.00_0.00_0.00^0.00:Bar_3.00:Unbar", "Eine Zahlung von nichts"),
        ("Beleg^3.00_0.00_0.00_0.00_0.00^1.00:Bar_2.00:Bar", "nicht zusammengezählt"),
        ("Beleg^3.00_0.00_0.00_0.00_0.00^2.00:Unbar_1.00:Bar", "nicht in der Reihenfolge"),
        ("Beleg^3.00_0.00_0.00_0.00_0.00^2.99:Bar", "ergeben 3,00 €, die Zahlungen 2,99 €"),
        ("Beleg^3,00_0.00_0.00_0.00_0.00^2.99:Bar", "ergeben 3,00 €, die Zahlungen 2,99 €"),
        ("Beleg^3.00_0.00_0.00_0.00_0.00^", "ergeben 3,00 €, die Zahlungen 0,00 €"),
        ("Beleg^" + "9" * 5000 + ".00_0.00_0.00_0.00_0.00^3.00:Bar", "mehr als 15 Ziffern"),
        ("", "drei Teile"),
    ],
)
def test_each_departure_of_a_receipt_is_told(data: str, fault: str) -> None:
    faults = process_data_faults(KASSENBELEG, data.encode())
    assert fault in " ".join(faults)
    assert all(sentence.endswith(".") for sentence in faults)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ('1;"Bier";4.10\n2;"Wein";5.00', "durch LF getrennt"),
        ('1;"Bier";4.10\r\n2;"Wein";5.00', "durch LF getrennt"),
        ('1,5;"Bier";4.10', "Zeile 1 der Bestellung: Die Menge „1,5“"),
        ('1;"Bier";4.10\r0;"Wein";5.00', "Zeile 2 der Bestellung: Die Menge „0“"),
        ('1;"Bier";4,10', "Der Preis „4,10“"),
        ('1;"Bier";-4.10', "Der Preis „-4.10“"),
        ("1;Bier;4.10", "nicht in Anführungszeichen"),
        ('1;"Bier "groß"";4.10', "nicht verdoppelt"),
        ("Bier", "nicht die drei Teile"),
        ("", "nicht die drei Teile"),
    ],
)
def test_each_departure_of_an_order_is_told(data: str, fault: str) -> None:
    assert fault in " ".join(process_data_faults(BESTELLUNG, data.encode()))


def test_a_process_type_that_does_not_exist_is_told() -> None:
    assert process_data_faults("SonstigerVorgang", b"Schublade") == ()
    assert process_data_faults("SonstigerVorgang-V1", b"Schublade") == (
        "Einen processType „SonstigerVorgang-V1“ gibt es nicht.",
    )


def test_text_that_is_no_utf_8_is_told() -> None:
    assert process_data_faults(KASSENBELEG, b"\xff") == ("processData ist kein Text in UTF-8.",)


def test_a_till_that_always_errs_the_same_way_is_told_so_a_few_times() -> None:
    line = "1;Bier;4.10"
    assert len(process_data_faults(BESTELLUNG, "\r".join([line] * 1000).encode())) == MOST_FAULTS


@given(
    st.sampled_from([KASSENBELEG, BESTELLUNG, "x"]),
    st.text("Beleg^_:;.,0123456789-+BarUn\r\n\"'", max_size=300),
)
def test_no_text_breaks_the_check(kind: str, text: str) -> None:
    for fault in process_data_faults(kind, text.encode()):
        assert fault.isprintable()


@given(st.binary(max_size=300))
def test_no_bytes_break_the_check(data: bytes) -> None:
    process_data_faults(KASSENBELEG, data)
    process_data_faults(BESTELLUNG, data)
