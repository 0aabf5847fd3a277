"""DSFinV-K 2.4, the format: its tables as data, a writer of exports, and a check of any export. It knows no books.

`writer.ExportWriter` takes rows and makes a folder or a ZIP file; `check.check_export` reads one, also a foreign one.
"""
