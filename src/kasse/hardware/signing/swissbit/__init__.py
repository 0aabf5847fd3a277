"""Swissbit TSE (USB stick, SD card, in the LAN) through the maker's C library."""
