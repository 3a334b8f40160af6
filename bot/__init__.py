"""The core of the practice bot: what it knows and what it says, on no platform in particular."""
