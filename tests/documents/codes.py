"""Reading QR codes as a phone does."""

import zxingcpp
from PIL import Image


def read_codes(image: Image.Image) -> list[str]:
    """The texts of all QR codes in a picture."""
    found = zxingcpp.read_barcodes(
        image.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.QRCode)
    )  # dots look like bars by chance
    return [each.text for each in found]
