"""What developers run beside the tests: each module is one command of the Makefile."""
