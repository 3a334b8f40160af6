"""What is held about a member: told to them as a file, and deleted when they say so."""
