"""Reading QR codes as a phone does."""

import zxingcpp
from PIL import Image


def read_codes(image: Image.Image) -> list[str]:
    """The texts of all QR codes in a picture."""
    return [each.text for each in zxingcpp.read_barcodes(image.convert("L"))]
