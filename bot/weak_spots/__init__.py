"""What a team is weakest at, as its managers see it, and everyone where a manager says so."""
