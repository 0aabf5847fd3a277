"""Pictures of a folder, one after the other. The folder is somebody's: whatever lies in it, the till goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from kasse.ui.tasks import Tasks

ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"})
MOST = 200
"""So many pictures of a folder at most."""
LARGEST_MEGAPIXELS = 64
LARGEST_FILE = 64 * 1024 * 1024


def pictures_in(folder: Path | None) -> Sequence[Path]:
    """The pictures of a folder by name; none where there is no such folder. Reads a drive: not on the GUI thread."""
    if folder is None:
        return ()
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.is_file())
    except OSError:
        return ()
    return tuple(found[:MOST])


def read_picture(path: Path, width: int, height: int) -> QImage | None:
    """The picture, as large as it fits into that many pixels; None where the file is no picture or beyond measure.

    Any thread may call.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            return None
    except OSError:
        return None
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > LARGEST_MEGAPIXELS * 1_000_000:
        return None
    turned = size.transposed() if _is_turned(reader) else size
    fitting = turned.scaled(QSize(width, height), Qt.AspectRatioMode.KeepAspectRatio)
    reader.setScaledSize(fitting.transposed() if _is_turned(reader) else fitting)
    picture = reader.read()
    return None if picture.isNull() else picture


def _is_turned(reader: QImageReader) -> bool:
    """Whether the camera was held upright, so that width and height change places."""
    return bool(reader.transformation().value & QImageIOHandler.Transformation.TransformationRotate90.value)


class SlideShow(QObject):
    """Lives on the GUI thread; folder and pictures are read on a lane that may hang, since a drive may."""

    def __init__(
        self, lane: Tasks, show: Callable[[QImage | None], None], pixels: Callable[[], QSize], parent: QObject
    ) -> None:
        """`show` takes the next picture, None where there is none; `pixels`: how large it may be at most."""
        super().__init__(parent)
        self._lane = lane
        self._show = show
        self._pixels = pixels
        self._folder: Path | None = None
        self._pictures: Sequence[Path] = ()
        self._next = 0
        self._milliseconds = 8000
        self._playing = False
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._turn)

    @property
    def has_pictures(self) -> bool:
        """Whether there is something to show."""
        return bool(self._pictures)

    def take(self, folder: Path | None, seconds: int) -> None:
        """From now on the pictures of this folder, so many seconds each; looks into the folder anew."""
        self._folder, self._milliseconds = folder, 1000 * seconds
        self._lane.run(partial(pictures_in, folder), asker=self, then=partial(self._found, folder))

    def play(self) -> None:
        """Begin, or go on with the next picture."""
        self._playing = True
        self._turn()

    def stop(self) -> None:
        """Show nothing more."""
        self._playing = False
        self._clock.stop()

    def _found(self, folder: Path | None, done: Future[Sequence[Path]]) -> None:
        found = done.result()
        if folder == self._folder and found != self._pictures:
            self._pictures, self._next = found, 0
            self._show(None)
            if self._playing:
                self._turn()

    def _turn(self) -> None:
        if not self._pictures:
            return
        path = self._pictures[self._next % len(self._pictures)]
        self._next += 1
        size = self._pixels()
        self._lane.run(partial(read_picture, path, size.width(), size.height()), asker=self, then=self._read)
        if len(self._pictures) > 1:
            self._clock.start(self._milliseconds)

    def _read(self, done: Future[QImage | None]) -> None:
        picture = done.result()
        if self._playing and picture is not None:
            self._show(picture)
