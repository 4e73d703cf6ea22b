"""`unstuck serve`: the site, live while it is edited, and the HTTP API beside it."""
