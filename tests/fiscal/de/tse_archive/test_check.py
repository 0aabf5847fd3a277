"""The export of a TSE: an honest one is valid, and every kind of damage is told."""

import base64
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from kasse.fiscal.de.findings import Verdict
from kasse.fiscal.de.log_message import FINISH, START, tlv
from kasse.fiscal.de.tse_archive.check import ArchiveReport, CheckCancelled, check_archive
from tests.fiscal.de.tse_archive.device import NOW, Device, pack, unpack

UPDATE = "UpdateTransaction"


def check(archive: bytes, *, is_selection: bool = False) -> ArchiveReport:
    return check_archive(io.BytesIO(archive), is_selection=is_selection)


def busy(**settings: object) -> Device:
    """A device after three sales, an event and an audit."""
    device = Device(**settings)  # type: ignore[arg-type]
    device.event("initialize", tlv(0x81, b"Probe"))
    for _ in range(3):
        device.sale()
    device.event("updateTime", tlv(0x81, bytes.fromhex("6ae00000")) + tlv(0x82, bytes.fromhex("6ae00001")))
    device.audit(b"\x01\x02\x03")
    return device


def changed(archive: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The archive with other files in it."""
    files = unpack(archive)
    change(files)
    return pack(files.items())


def file_with(archive: bytes, part: str) -> str:
    return next(name for name in unpack(archive) if part in name)


# --- honest archives --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("algorithm", "curve"),
    [
        ("ecdsa-plain-SHA256", ec.SECP256R1()),
        ("ecdsa-plain-SHA384", ec.BrainpoolP384R1()),
        ("ecdsa-plain-SHA384", ec.SECP384R1()),
    ],
)
@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("time_format", ["unixTime", "utcTime", "generalizedTimeWithMilliseconds"])
def test_an_honest_archive_is_valid(
    algorithm: str, curve: ec.EllipticCurve, version: int, time_format: str
) -> None:
    device = busy(algorithm=algorithm, curve=curve, version=version, time_format=time_format)
    report = check(device.archive())
    assert (report.wrong.shown, report.content.shown) == ((), ())
    assert report.verdict is Verdict.VALID
    assert (report.starts, report.updates, report.finishes, report.events, report.audits) == (3, 0, 3, 2, 1)
    (seen,) = report.devices
    assert seen.serial == device.serial.hex()
    assert seen.algorithms == (algorithm,)
    assert seen.clients == ("KASSE-1",)
    assert (seen.first_counter, seen.last_counter) == (1, 9)
    assert (seen.first_moment, seen.last_moment) == (NOW + timedelta(seconds=1), NOW + timedelta(seconds=9))
    assert (seen.signatures_fit, seen.signatures_wrong, seen.signatures_unknown) == (9, 0, 0)
    assert (seen.transactions, seen.open_transactions) == (3, 0)
    assert seen.certificate is not None
    assert seen.chain is not None
    assert [link.name for link in seen.chain.links] == ["TSE", "Wurzel"]


def test_whose_root_it_is_is_never_called_proven() -> None:
    (sentence,) = check(busy().archive()).unknown.shown
    assert "Wurzelzertifikat „Wurzel“" in sentence


def test_the_order_of_the_files_does_not_matter() -> None:
    archive = busy().archive()
    files = sorted(unpack(archive).items(), key=lambda file: file[0][::-1])
    assert check(pack(files)) == check(pack(unpack(archive).items()))


def test_process_data_in_parts_verifies_as_it_stands() -> None:
    device = Device()
    whole = device.message(START, 1)
    data = b"Beleg^1.00_0.00_0.00_0.00_0.00^1.00:Bar"
    device.counter -= 1
    model = device.message(FINISH, 1, "Kassenbeleg-V1", data, counter=2)
    signed = model[model.index(b"\x02\x01\x02\x06") : model.rindex(tlv(0x04, model[-64:]))]
    parts = b"\xa2\x80" + tlv(0x04, data[:20]) + tlv(0x04, data[20:]) + b"\0\0"
    device.logs = [whole, device.sign(signed.replace(tlv(0x82, data), parts))]
    assert check(device.archive()).verdict is Verdict.VALID


def test_an_archive_from_the_middle_of_a_life_says_what_it_cannot_know() -> None:
    device = Device()
    device.counter, device.transaction = 499, 100
    device.logs.append(device.message(FINISH, 100, "SonstigerVorgang", b"x"))
    device.logs.append(device.message(UPDATE, 99, "Bestellung-V1", b'1;"Bier";4.10'))
    device.sale()
    device.logs.append(device.message(START, 102))
    report = check(device.archive())
    assert report.verdict is Verdict.VALID
    unknown = " ".join(report.unknown.shown)
    assert "beginnt mit Signaturzähler 500" in unknown
    assert "2 Transaktionen (99, 100) sind ohne Beginn im Export" in unknown
    assert "Transaktion 102 ist am Ende des Exports noch offen" in unknown
    assert report.devices[0].open_transactions == 1


def test_a_selection_may_have_gaps() -> None:
    archive = changed(busy().archive(), lambda files: files.pop(file_with(busy().archive(), "Sig-4")))
    assert check(archive).verdict is Verdict.WRONG
    report = check(archive, is_selection=True)
    assert report.verdict is Verdict.VALID
    assert any("1 Lücke in den Signaturzählern" in sentence for sentence in report.unknown.shown)


def test_two_devices_in_one_archive_are_told_apart() -> None:
    one, other = busy(), busy(algorithm="ecdsa-plain-SHA384")
    files = unpack(one.archive(logs=[*one.logs, *other.logs]))
    report = check(pack([*files.items(), ("a.cer", other.root), ("b.crt", other.certificate)]))
    assert report.wrong.shown == ()
    assert {device.serial for device in report.devices} == {one.serial.hex(), other.serial.hex()}


def test_pem_certificates_and_names_of_every_kind_are_found_by_their_key() -> None:
    def rename(files: dict[str, bytes]) -> None:
        ders = [files.pop(name) for name in list(files) if name.endswith("_X509.cer")]
        pem = "".join(
            f"-----BEGIN CERTIFICATE-----\n{base64.encodebytes(der).decode()}-----END CERTIFICATE-----\n"
            for der in ders
        )
        files["chain.PEM"] = pem.encode()

    report = check(changed(busy().archive(), rename))
    assert report.verdict is Verdict.VALID
    assert report.certificates == 2


# --- damage -----------------------------------------------------------------------------------------------


def flip(part: str, place: int) -> Callable[[dict[str, bytes]], object]:
    def change(files: dict[str, bytes]) -> None:
        name = next(name for name in files if part in name)
        content = bytearray(files[name])
        content[place] ^= 1
        files[name] = bytes(content)

    return change


def rename(part: str, old: str, new: str) -> Callable[[dict[str, bytes]], object]:
    def change(files: dict[str, bytes]) -> None:
        name = next(name for name in files if part in name)
        files[name.replace(old, new)] = files.pop(name)

    return change


def drop(part: str) -> Callable[[dict[str, bytes]], object]:
    return lambda files: files.pop(next(name for name in files if part in name))


def put(name: str, content: bytes) -> Callable[[dict[str, bytes]], object]:
    return lambda files: files.update({name: content})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (drop("info.csv"), "info.csv fehlt."),
        (put("info.csv", b"\xff\xfe"), "info.csv ist nicht lesbar."),
        (put("info.csv", b'"description:","x"\n'), "In info.csv fehlt: manufacturer, version."),
        (put("info.csv", b'"a",' * 2000), "info.csv ist länger, als es sein kann"),
        (drop("Sig-4"), "Signaturzähler 4 fehlt."),
        (flip("Sig-3_", -1), "Die Signatur passt nicht zum Inhalt."),
        (flip("Sig-3_", 90), "Die Signatur passt nicht zum Inhalt."),
        (flip("Sig-9_", 68), "Die Signatur passt nicht zum Inhalt."),
        (flip("Sig-9_", 40), "Das Zertifikat liegt nicht im Archiv, 1 Signatur ist ungeprüft."),
        (flip("Sig-3_", 0), "ist keine lesbare Protokollnachricht"),
        (put("Unixt_1_Sig-10_Log-Aud.log", b""), "ist keine lesbare Protokollnachricht"),
        (rename("Sig-3_", "Sig-3_", "Sig-30_"), "hat Signaturzähler 3"),
        (rename("Sig-3_", "No-1_", "No-7_"), "gehört zu Transaktion 1"),
        (rename("Sig-3_", "Finish", "Update"), "ist ein Finish"),
        (rename("Sig-3_", "KASSE-1", "KASSE-2"), "gehört zur Kasse „KASSE-1“"),
        (rename("Sig-3_", "Unixt_", "Unixt_1"), "hat die Zeit "),
        (rename("updateTime", "updateTime", "selfTest"), "meldet „updateTime“"),
        (rename("Log-Aud", "Log-Aud", "Log-Sys_selfTest"), "ist ein Protokoll anderer Art"),
        (rename("Sig-3_", "Unixt_", "Log-"), "heißt nicht wie ein Protokoll einer TSE"),
        (drop("_X509"), "Das Zertifikat liegt nicht im Archiv, 9 Signaturen sind ungeprüft."),
        (put("../../etc/passwd", b"root"), "ist kein Name, den eine TSE einer Datei gibt"),
        (put("C:\\x.log", b"root"), "ist kein Name, den eine TSE einer Datei gibt"),
        (put("\x1b[2J.log", b"root"), "ist kein Name, den eine TSE einer Datei gibt"),
        (put("big.log", bytes(1 << 21)), "größer, als eine Datei einer TSE sein kann"),
    ],
)
def test_every_kind_of_damage_is_told(change: Callable[[dict[str, bytes]], object], sentence: str) -> None:
    report = check(changed(busy().archive(), change))
    assert report.verdict is Verdict.WRONG
    assert sentence in " ".join(report.wrong.shown)
    assert all(each.isprintable() for each in report.wrong.shown)


def test_a_stranger_among_the_files_is_told_but_proves_nothing() -> None:
    report = check(changed(busy().archive(), put("liesmich.txt", b"Hallo")))
    assert report.verdict is Verdict.VALID
    assert any("„liesmich.txt“" in sentence for sentence in report.unknown.shown)


def signed_by(script: Callable[[Device], object]) -> ArchiveReport:
    device = Device()
    script(device)
    named = [(device.named(log), log) for log in device.logs]
    return check(pack([*unpack(device.archive(logs=())).items(), *named]))


def twice_started(device: Device) -> None:
    device.sale()
    device.logs.append(device.message(START, 1))


def twice_finished(device: Device) -> None:
    device.sale()
    device.logs.append(device.message(FINISH, 1, "SonstigerVorgang", b"x"))


def finished_only(device: Device) -> None:
    device.logs.append(device.message(FINISH, 1, "SonstigerVorgang", b"x"))


def finished_before_start(device: Device) -> None:
    device.logs.append(device.message(FINISH, 1, "SonstigerVorgang", b"x"))
    device.logs.append(device.message(START, 1))


def updated_after_finish(device: Device) -> None:
    device.sale()
    device.logs.append(device.message(UPDATE, 1, "SonstigerVorgang", b"x"))


def updated_before_start(device: Device) -> None:
    late = device.message(UPDATE, 1, "SonstigerVorgang", b"x")
    device.logs += [device.message(START, 1), late]
    device.logs.append(device.message(FINISH, 1, "SonstigerVorgang", b"x"))


def clock_back(device: Device) -> None:
    device.sale()
    device.clock -= timedelta(hours=1)
    device.sale()


def clock_back_over_a_gap(device: Device) -> None:
    clock_back(device)
    del device.logs[1:3]


def counter_twice(device: Device) -> None:
    device.sale()
    device.counter -= 1
    device.event("selfTest")


def transaction_missing(device: Device) -> None:
    device.sale()
    device.transaction += 2
    device.sale()


def after_expiry(device: Device) -> None:
    device.clock += timedelta(days=4000)
    device.sale()


def before_certificate(device: Device) -> None:
    device.clock -= timedelta(days=400)
    device.sale()


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (twice_started, "Transaktion 1 der TSE"),
        (twice_started, "ist zweimal begonnen"),
        (twice_finished, "ist zweimal beendet"),
        (finished_only, "Transaktion 1 ist ohne Beginn im Export"),
        (finished_before_start, "endet vor ihrem Beginn"),
        (updated_after_finish, "ist nach ihrem Ende noch geändert"),
        (updated_before_start, "ist vor ihrem Beginn geändert"),
        (clock_back, "ist bei Signaturzähler 3 rückwärts gelaufen"),
        (clock_back_over_a_gap, "zwischen den Signaturzählern 1 und 4 rückwärts gelaufen"),
        (counter_twice, "Signaturzähler 2 der TSE"),
        (transaction_missing, "Transaktion 2, 3 fehlt, obwohl kein Signaturzähler fehlt"),
        (after_expiry, "Nach dem Ende ihres Zertifikats"),
        (before_certificate, "Vor dem Beginn ihres Zertifikats"),
    ],
)
def test_what_a_device_may_not_do_is_told(script: Callable[[Device], object], sentence: str) -> None:
    report = signed_by(script)
    assert report.verdict is Verdict.WRONG
    assert sentence in " ".join(report.wrong.shown)


def test_the_signed_order_is_what_counts_and_not_that_of_the_files() -> None:
    device = Device()
    start, finish = device.message(START, 1), device.message(FINISH, 1, "SonstigerVorgang", b"x")
    files = [*unpack(device.archive(logs=())).items(), *((device.named(log), log) for log in (finish, start))]
    assert check(pack(files)).verdict is Verdict.VALID


def test_content_in_another_form_is_told_apart_from_the_signature() -> None:
    device = Device()
    device.sale("Beleg^1,00_0.00_0.00_0.00_0.00^1.00:Bar")
    report = check(device.archive())
    assert report.verdict is Verdict.VALID
    assert report.content.count == 1
    assert report.content.shown[0].startswith("Transaktion 1: Der Betrag „1,00“")


def test_an_algorithm_that_we_do_not_have_is_unknown_and_not_wrong() -> None:
    device = Device()
    device.logs.append(device.message(START, 1, algorithm="ecsdsa-plain-SHA256"))
    device.logs.append(device.message(FINISH, 1, "SonstigerVorgang", b"x", algorithm="ecsdsa-plain-SHA256"))
    report = check(device.archive())
    assert report.verdict is Verdict.UNKNOWN
    assert report.wrong.shown == ()
    assert any("2 Signaturen mit „ecsdsa-plain-SHA256“" in sentence for sentence in report.unknown.shown)
    assert report.devices[0].signatures_unknown == 2


def test_an_archive_without_a_single_message_is_not_called_valid() -> None:
    report = check(Device().archive())
    assert report.verdict is Verdict.UNKNOWN
    assert any("kein einziges Protokoll" in sentence for sentence in report.unknown.shown)


# --- chains of certificates -------------------------------------------------------------------------------


def test_a_missing_issuer_is_unknown() -> None:
    device = busy()
    report = check(changed(device.archive(), drop(device.root_serial)))
    assert report.verdict is Verdict.VALID
    assert any(
        "Der Aussteller des Zertifikats „TSE“ liegt nicht im Archiv" in s for s in report.unknown.shown
    )


def test_a_certificate_by_somebody_else_of_that_name_is_wrong() -> None:
    device, stranger = busy(), Device()

    def swap(files: dict[str, bytes]) -> None:
        files.pop(next(name for name in files if device.root_serial in name))
        files["root_X509.cer"] = stranger.root

    report = check(changed(device.archive(), swap))
    assert report.verdict is Verdict.WRONG
    assert any("„TSE“ ist nicht von dem beglaubigt" in sentence for sentence in report.wrong.shown)


def test_a_changed_certificate_of_the_device_is_wrong() -> None:
    device = busy()
    place = device.certificate.index(b"TSE")
    report = check(changed(device.archive(), flip(f"{device.serial.hex()}_X509", place)))
    assert report.verdict is Verdict.WRONG


def test_a_certificate_that_a_device_gave_itself_is_told() -> None:
    device = busy()
    device.root_key = device.key
    device.root = device.certificate = device.self_signed()
    report = check(device.archive())
    assert report.verdict is Verdict.VALID
    (sentence,) = report.unknown.shown
    assert "Sie hat ihr Zertifikat selbst ausgestellt" in sentence


@pytest.mark.parametrize("time_format", ["utcTime", "generalizedTime"])
def test_a_name_may_leave_out_the_z_of_its_time(time_format: str) -> None:
    files = unpack(busy(time_format=time_format).archive())
    assert (
        check(pack((name.replace("Z_", "_"), content) for name, content in files.items())).wrong.shown == ()
    )


# --- how it is done ---------------------------------------------------------------------------------------


def test_progress_reaches_the_end_and_can_stop_it() -> None:
    archive = busy().archive()
    told: list[tuple[int, int]] = []

    def progress(done: int, size: int) -> bool:
        told.append((done, size))
        return True

    check_archive(io.BytesIO(archive), progress)
    assert told == sorted(told)
    assert told[-1][0] <= told[-1][1] == len(archive)
    with pytest.raises(CheckCancelled):
        check_archive(io.BytesIO(archive), lambda done, size: False)


def test_of_very_many_findings_the_first_are_kept_and_all_are_counted() -> None:
    files = [(f"{number}.log", b"") for number in range(2_500)]
    report = check(pack(files))
    assert report.wrong.count == 2_501
    assert len(report.wrong.shown) == 1_000
