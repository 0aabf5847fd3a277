"""Epson TSE (in a printer or in the TSE server) over the network: ePOS-Device XML that carries JSON."""
