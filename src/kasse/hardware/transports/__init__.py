"""Ways for bytes to reach a device, each with a deadline."""
