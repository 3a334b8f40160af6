"""What the bot keeps about itself: its heartbeats and a few small facts."""
