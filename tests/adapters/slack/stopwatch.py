"""Seconds that pass only when a test says so."""


class Stopwatch:
    """Tells seconds; tests add to them."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds
