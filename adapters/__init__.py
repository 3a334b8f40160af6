"""Where the core meets the world: Discord, Slack, the playground, the clockwork and the web."""
