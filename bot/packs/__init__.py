"""Which packs a workspace is asked from."""
