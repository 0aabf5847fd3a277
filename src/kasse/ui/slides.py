"""Pictures of a folder, one after the other. The folder is somebody's: whatever lies in it, the till goes on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

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
