"""Checking an export of DSFinV-K in nine groups. Nothing that it reads is trusted, and memory stays bounded.

First every file by itself (`files`: groups 1 and 3), then closing by closing and receipt by receipt (`walk`), so that
an export whose files are in order takes no more memory than its largest receipt.
"""
