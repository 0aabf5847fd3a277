"""`python -m kasse` is the command `kasse`."""

from kasse.app import main

main()
