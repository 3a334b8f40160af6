"""Who practises where: workspaces, members, their time zones and their practice days."""
