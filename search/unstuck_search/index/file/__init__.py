"""An index as one file: written whole, changed where articles change, and read a row at a time."""
