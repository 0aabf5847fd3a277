"""Facts of the till in the words of the law, one package a country."""
