"""A chat in the browser on this machine, with the real core behind it."""
