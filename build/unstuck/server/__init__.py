"""`unstuck serve`: the site with live reload, and the HTTP API."""
