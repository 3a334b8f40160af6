"""What practising adds up to: streaks, points and the leaderboard."""
