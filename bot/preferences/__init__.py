"""What members and managers set, and the pages that explain the bot."""
