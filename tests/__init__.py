"""The tests of kasse; the tree mirrors src/kasse, and what several tests share lies at its top."""
