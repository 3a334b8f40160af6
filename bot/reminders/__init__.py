"""A word a day at most to members who asked for it: before a streak breaks, or reviews are due."""
