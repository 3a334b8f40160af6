"""The bot on Slack: slash commands, Block Kit, modals and the Home tab."""
