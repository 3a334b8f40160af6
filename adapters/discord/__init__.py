"""Discord: slash commands, buttons and forms in; embeds and components out."""
