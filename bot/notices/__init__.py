"""What people have to be told in a direct message, until they were told."""
