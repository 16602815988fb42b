"""The verbs of a study: start, log, park, tag, link, edit, take back. Each is one change in the store.

The commands and the live session call these; they resolve what was named, decide, and write through
`recorder`. Standard library only: people run them all day.
"""
