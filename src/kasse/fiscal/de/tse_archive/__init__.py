"""The export of a TSE as a TAR archive (BSI TR-03151, TR-03153): read, checked and written."""
