"""`python -m kasse` is the command `kasse`."""

from kasse.app import main

# Processes that this one starts import it again; they must not be the command once more.
if __name__ == "__main__":
    main()
