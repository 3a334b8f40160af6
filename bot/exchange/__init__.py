"""Questions from and into lists: Markdown, CSV and JSON."""
