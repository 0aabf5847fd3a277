"""What `make bench` measures: the speed that the program promises, each time beside a floor of the same run."""
