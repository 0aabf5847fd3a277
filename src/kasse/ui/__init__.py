"""The screens: the only package that knows Qt. A view draws and reports taps; a screen decides what they mean."""
