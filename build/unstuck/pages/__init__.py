"""Values to HTML strings: the pages of a site. Nothing here reads or writes files but templates."""
