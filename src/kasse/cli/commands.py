"""What each command does, in terms of the services of the program.

What only some commands need is imported there: a till that opens, or a proof, does not wait for it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from kasse.domain.refused import Refused

if TYPE_CHECKING:
    from kasse.cli.play.format import Day
    from kasse.cli.play.runner import Phase
    from kasse.cli.play.summary import Playing
    from kasse.cli.services import Migration, Progress, Proof, Services
    from kasse.domain.master import Master

MOST_FINDINGS = 50
"""So many are shown to people; programs get all."""


class Output(Protocol):
    """Where results go."""

    def say(self, text: str, facts: object) -> None:
        """The result: a text for people, or facts for programs."""

    def progress(self, name: str, part: float) -> None:
        """How far a long job has come, from 0 to 1."""


def carry_out(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    """Do what was asked for. Returns 0 done, 1 found wrong or broken off.

    Raises:
        Refused, BooksError: it cannot be done; the text says what to do.
    """
    return _VERBS[options.verb](options, folder, services, out)


def _show(options: argparse.Namespace, folder: Path, services: Services, _out: Output) -> int:
    trouble = services.can_show()
    if trouble:
        raise Refused(f"{trouble} Ohne Bildschirm spielt „kasse demo“ einen Tag im Musterbetrieb.")
    if not services.has_books(folder):
        raise Refused(
            f"In {folder} ist noch kein Betrieb eingerichtet. Den Musterbetrieb zeigt: kasse demo --show"
        )
    return services.show(folder, None, options.window)


def _progress(out: Output, name: str) -> Progress:
    def tell(done: int, total: int) -> bool:
        out.progress(name, done / total if total else 1.0)
        return True

    return tell


def _verify(_options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    proof = services.verify(folder, _progress(out, "Prüfung"))
    facts = {
        "clean": not proof.findings,
        "acts": proof.acts,
        "rows": proof.rows,
        "receipts": proof.receipts,
        "signatures": proof.signatures,
        "outages": proof.outages,
        "findings": list(proof.findings),
    }
    out.say(_proof_text(proof), facts)
    return 1 if proof.findings else 0


def _proof_text(proof: Proof) -> str:
    seen = (
        f"Geprüft: {proof.acts} Einträge mit {proof.rows} Zeilen, {proof.receipts} Belege, "
        f"{proof.signatures} Signaturen, {proof.outages} Vorgänge ohne Signatur (Ausfall)."
    )
    if not proof.findings:
        return f"{seen}\nKette, Summen, Nummern, Verweise und Signaturen stimmen."
    shown = [f"  {finding}" for finding in proof.findings[:MOST_FINDINGS]]
    if len(proof.findings) > MOST_FINDINGS:
        shown.append(f"  … und {len(proof.findings) - MOST_FINDINGS} weitere (alle mit --json).")
    head = "1 Beanstandung:" if len(proof.findings) == 1 else f"{len(proof.findings)} Beanstandungen:"
    return "\n".join([seen, head, *shown])


def _backup(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    services.backup(folder, options.target, _progress(out, "Sicherung"))
    out.say(f"Gesichert nach {options.target}.", {"backup": str(options.target)})
    return 0


def _restore(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    kept = services.restore(folder, options.backup)
    text = f"{options.backup} ist eingespielt."
    if kept is not None:
        text += f" Die bisherigen Daten liegen in {kept}."
    out.say(text, {"restored": str(options.backup), "kept": None if kept is None else str(kept)})
    return 0


def _migrate(_options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    done = services.migrate(folder)
    backup = None if done.backup is None else str(done.backup)
    out.say(_migration_text(done), {"before": done.before, "after": done.after, "backup": backup})
    return 0


def _migration_text(done: Migration) -> str:
    if done.before == done.after:
        return f"Die Daten sind schon auf dem Stand {done.after}, den diese Version braucht."
    text = f"Die Daten sind von Stand {done.before} auf {done.after} gebracht."
    return text if done.backup is None else f"{text} Vorher gesichert nach {done.backup}."


def _export(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli.export import export

    return export(options, folder, services, out)


def _notification(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli import notification

    return notification.carry_out(options, folder, services, out)


def _tse(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli import tse

    return tse.carry_out(options, folder, services, out)


def _audit(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli.audit import audit

    return audit(options, folder, services, out)


def _check(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli.audit import check

    return check(options, folder, services, out)


def _watch(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli.watch import watch

    return watch(options, folder, services, out)


def _report(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli.report import report

    return report(options, folder, services, out)


def _doctor(_options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli.services import Health

    checks = services.doctor(folder)
    width = max(len(check.name) for check in checks)
    lines = [f"{check.health.value:8} {check.name:{width}}  {check.text}" for check in checks]
    wrong = any(check.health is Health.WRONG for check in checks)
    facts = [{"name": c.name, "health": c.health.value, "text": c.text} for c in checks]
    out.say("\n".join(lines), {"data": str(folder), "well": not wrong, "checks": facts})
    return 1 if wrong else 0


def _setup(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli.master_file import load_master
    from kasse.usecases.pins import hash_pin

    if _own(folder, services) is not None:
        raise Refused(f"In {folder} ist schon ein Betrieb eingerichtet; er bleibt, wie er ist.")
    house = load_master(options.house, hash_pin).master
    with services.stage(folder, datetime.now(UTC), house, pictures=False):
        name = house.house.business.name
    text = f"{name} ist in {folder} eingerichtet. Die Kasse öffnet: kasse --data {folder}"
    out.say(text, {"data": str(folder), "business": name})
    return 0


def _play(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli.play.format import load_day
    from kasse.cli.play.runner import same_house
    from kasse.usecases.pins import hash_pin

    own = _own(folder, services)
    day = load_day(options.day, hash_pin, own)
    if own is not None and not same_house(day.master, own):
        raise Refused(_other_house(folder))
    return _play_days([day], folder, services, out, rehearsal=True)


def _own(folder: Path, services: Services) -> Master | None:
    """The master data of the books that are there."""
    return services.master(folder) if services.has_books(folder) else None


def _other_house(folder: Path) -> str:
    return f"In {folder} steht ein anderer Betrieb. Bitte mit --data einen leeren Ordner nennen."


def _play_days(days: Sequence[Day], folder: Path, services: Services, out: Output, *, rehearsal: bool) -> int:
    """Play days into the books. With a rehearsal the books are opened only if no step fails there."""
    from kasse.cli.interrupt import stop_flag
    from kasse.cli.play.runner import play, rehearse_days
    from kasse.cli.play.summary import Playing

    setup, start = days[0].master, days[0].start
    if services.has_books(folder):
        start = max(start, services.latest(folder))
    with stop_flag() as cancelled:
        played = Playing()
        if rehearsal:
            with services.rehearsal(folder, start, setup) as throw_away:
                played = rehearse_days(days, throw_away, progress=_phases(out), cancelled=cancelled)
        if not played.cancelled:
            with services.stage(folder, start, setup, pictures=False) as stage:
                played = play(days, stage, progress=_phases(out), cancelled=cancelled)
            _tell(played, folder, out)
    if played.cancelled:
        raise KeyboardInterrupt
    return 0


def _phases(out: Output) -> Callable[[Phase, float], None]:
    return lambda phase, part: out.progress(phase.value, part)


def _tell(played: Playing, folder: Path, out: Output) -> None:
    text = (
        f"{played.as_text()}\n\nGeschrieben nach {folder}:\n"
        f"  die Bücher (books.sqlite), die Signaturen der Test-TSE (tse), die Papiere der Drucker (papers).\n"
        f"Prüfen: kasse verify --data {folder}"
    )
    out.say(text, {"data": str(folder), **played.as_json()})


def _demo(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli.master_file import demo_master
    from kasse.cli.play.format import ZONE
    from kasse.cli.play.generate import FIRST, DemoDays
    from kasse.cli.play.runner import same_house
    from kasse.usecases.pins import hash_pin

    house = demo_master(hash_pin)
    own = _own(folder, services)
    if own is not None and not same_house(house.master, own):
        raise Refused(_other_house(folder))
    if options.show and not services.can_show():
        return services.show(folder, house.master, options.window)
    first = FIRST
    if own is not None:
        latest = services.latest(folder).astimezone(ZoneInfo(ZONE)).date()
        first = max(first, latest + timedelta(days=1))
    days = DemoDays(house, options.days, seed=options.seed, first=first)
    # Generated days are known to play; a rehearsal would only take as long again.
    return _play_days(days, folder, services, out, rehearsal=False)


def _fiscal(options: argparse.Namespace, _folder: Path, _services: Services, out: Output) -> int:
    from kasse.cli import fiscal

    return fiscal.carry_out(options, out)


def _settings(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli import settings

    return settings.carry_out(options, folder, services, out)


def _master(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    from kasse.cli import master

    return master.carry_out(options, folder, services, out)


_VERBS: Mapping[str | None, Callable[[argparse.Namespace, Path, Services, Output], int]] = {
    None: _show,
    "setup": _setup,
    "demo": _demo,
    "play": _play,
    "verify": _verify,
    "backup": _backup,
    "restore": _restore,
    "export": _export,
    "audit": _audit,
    "check": _check,
    "notification": _notification,
    "tse": _tse,
    "settings": _settings,
    "master": _master,
    "report": _report,
    "migrate": _migrate,
    "watch": _watch,
    "doctor": _doctor,
    "fiscal": _fiscal,
}
