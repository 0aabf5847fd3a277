"""The parts of the proof that `kasse.store.verify` puts together. They look at rows as the database gives them."""
