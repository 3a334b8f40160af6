"""The daily question: schedules, and the posts that neither double nor vanish."""
