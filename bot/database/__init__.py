"""Tables and connections; nobody above the features' queries looks in here."""
