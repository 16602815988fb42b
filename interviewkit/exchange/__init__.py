"""Foreign formats, one per file: read() takes bytes and returns plain rows, write() the reverse."""
