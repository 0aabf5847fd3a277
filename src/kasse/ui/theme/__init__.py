"""How kasse looks: colours, type, sizes, zones, icons; everything painted takes its numbers from here."""
