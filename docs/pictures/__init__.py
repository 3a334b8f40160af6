"""Draws the README's pictures from what the adapters really say: `make screenshots`."""
