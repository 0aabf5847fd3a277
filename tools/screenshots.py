"""Paints every screen in every theme and size into build/screenshots, for the eyes and for the documents."""

import argparse
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from kasse.ui.notices import NoticeBoard
from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Metrics
from kasse.ui.training.strip import FOLDED, TrainingStrip
from kasse.ui.window import Window
from tools import screen_samples as samples

TARGET = Path("build/screenshots")
SIZES = ((1024, 768), (1280, 800), (1920, 1080), (768, 1024))


def photograph(
    look: Look, name: str, *, notice: bool = False, training: bool = False, lesson: bool = False
) -> QPixmap:
    """That screen in a window of the look's size."""
    metrics = look.metrics
    board = NoticeBoard()
    window = Window(look, board)
    window.status.show_devices(samples.DEVICES)
    window.status.show_place(*samples.PLACE)
    view = samples.SCREENS[name](look)
    window.add(name, view)
    window.show_clock(samples.CLOCK)
    window.show_operator(samples.OPERATOR)
    window.resize(round(metrics.width * metrics.scale), round(metrics.height * metrics.scale))
    window.show_view(name)
    window.show_training(on=training)
    if training:
        strip = TrainingStrip(look, window)
        strip.show_lesson(samples.LESSON)
        strip.unfold(on=lesson)
        window.put_over_status(strip)
        window.status.reserve(0 if lesson else FOLDED)
    if notice:
        window.status.show_notice(samples.NOTICE)
    window.show()
    QCoreApplication.processEvents()
    picture = window.grab()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    return picture


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("screens", nargs="*", help="names of screens; all when none is given")
    asked.add_argument("--theme", action="append", choices=("light", "dark", "strong"))
    asked.add_argument("--size", action="append", help="WIDTHxHEIGHT")
    asked.add_argument("--text", type=int, default=100, help="size of text in percent")
    asked.add_argument("--left", action="store_true", help="for the left hand")
    asked.add_argument("--notice", action="store_true")
    asked.add_argument("--training", action="store_true")
    asked.add_argument("--lesson", action="store_true", help="with --training: the list of jobs open")
    asked.add_argument("--to", type=Path, default=TARGET)
    options = asked.parse_args(arguments)
    sizes = [tuple(map(int, size.split("x"))) for size in options.size] if options.size else list(SIZES)
    app = QApplication([])
    look = Look("light", Metrics(1024, 768))
    look.dress(app)
    options.to.mkdir(parents=True, exist_ok=True)
    for theme in options.theme or ("light", "dark"):
        for width, height in sizes:
            metrics = Metrics.of(width, height, text_percent=options.text, left_handed=options.left)
            look.set(theme=theme, metrics=metrics)
            for name in options.screens or samples.SCREENS:
                picture = photograph(
                    look, name, notice=options.notice, training=options.training, lesson=options.lesson
                )
                picture.save(str(options.to / f"{name}-{theme}-{width}x{height}.png"))
    print(f"Bilder liegen in {options.to}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
