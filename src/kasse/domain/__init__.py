"""Facts and rules of the till: pure values and functions, no clock, no input or output."""
