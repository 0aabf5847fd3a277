"""Receipt and kitchen printers: ESC/POS over the network or a device file, and one that keeps its papers in a folder."""
