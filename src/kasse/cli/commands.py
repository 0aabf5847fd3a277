"""What each command does, in terms of the services of the program."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from kasse.cli.master_file import demo_master
from kasse.cli.play.format import Day, load_day
from kasse.cli.play.runner import Phase, play
from kasse.cli.play.stage import Stage
from kasse.cli.play.summary import Playing
from kasse.cli.services import Progress, Proof, Services
from kasse.domain.refused import Refused
from kasse.usecases.pins import hash_pin


class Output(Protocol):
    """Where results go."""

    def say(self, text: str, facts: object) -> None:
        """The result: a text for people, or facts for programs."""

    def progress(self, name: str, part: float) -> None:
        """How far a long job has come, from 0 to 1."""


def carry_out(options: argparse.Namespace, folder: Path, services: Services, out: Output) -> int:
    """Do what was asked for.

    Raises:
        Refused, BooksError: it cannot be done; the text says what to do.
    """
    match options.verb:
        case "demo":
            return _demo(options, folder, services, out)
        case "play":
            return _play(options.day, folder, services, out)
        case "verify":
            return _verify(folder, services, out)
        case "backup":
            services.backup(folder, options.target, _progress(out, "Sicherung"))
            out.say(f"Gesichert nach {options.target}.", {"backup": str(options.target)})
        case "restore":
            kept = services.restore(folder, options.backup)
            text = f"{options.backup} ist eingespielt."
            if kept is not None:
                text += f" Die bisherigen Daten liegen in {kept}."
            out.say(text, {"restored": str(options.backup), "kept": kept and str(kept)})
        case _:
            return _show(folder, services, options.window)
    return 0


def _show(folder: Path, services: Services, window: str) -> int:
    trouble = services.can_show()
    if trouble:
        raise Refused(f"{trouble} Ohne Bildschirm spielt „kasse demo“ einen Tag im Musterbetrieb.")
    if not services.has_books(folder):
        raise Refused(
            f"In {folder} ist noch kein Betrieb eingerichtet. Den Musterbetrieb zeigt: kasse demo --show"
        )
    return services.show(folder, None, window)


def _progress(out: Output, name: str) -> Progress:
    def tell(done: int, total: int) -> bool:
        out.progress(name, done / total if total else 1.0)
        return True

    return tell


def _verify(folder: Path, services: Services, out: Output) -> int:
    proof = services.verify(folder, _progress(out, "Prüfung"))
    out.say(_proof_text(proof), {"clean": not proof.findings, **_proof_facts(proof)})
    return 1 if proof.findings else 0


def _proof_facts(proof: Proof) -> dict[str, object]:
    return {
        "acts": proof.acts,
        "rows": proof.rows,
        "receipts": proof.receipts,
        "signatures": proof.signatures,
        "outages": proof.outages,
        "findings": list(proof.findings),
    }


def _proof_text(proof: Proof) -> str:
    seen = (
        f"Geprüft: {proof.acts} Einträge mit {proof.rows} Zeilen, {proof.receipts} Belege, "
        f"{proof.signatures} Signaturen, {proof.outages} Vorgänge ohne Signatur (Ausfall)."
    )
    if not proof.findings:
        return f"{seen}\nKette, Summen, Nummern, Verweise und Signaturen stimmen."
    shown = [f"  {finding}" for finding in proof.findings[:50]]
    if len(proof.findings) > 50:
        shown.append(f"  … und {len(proof.findings) - 50} weitere.")
    return "\n".join([seen, f"{len(proof.findings)} Beanstandungen:", *shown])


def _play(path: Path, folder: Path, services: Services, out: Output) -> int:
    return _play_days([load_day(path, hash_pin)], folder, services, out)


def _play_days(days: list[Day], folder: Path, services: Services, out: Output) -> int:
    setup, start = days[0].master, days[0].start
    if services.has_books(folder):
        start = max(start, services.latest(folder))

    def rehearse() -> AbstractContextManager[Stage]:
        return services.rehearsal(folder, start, setup)

    with services.stage(folder, start, setup, pictures=False) as stage:
        played = play(days, stage, rehearse=rehearse, progress=_phases(out))
    _tell(played, folder, out)
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
    if options.show and not services.can_show():
        return services.show(folder, demo_master(hash_pin).master, options.window)
    raise Refused("noch nicht")
