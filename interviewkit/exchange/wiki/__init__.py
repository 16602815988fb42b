"""A study as a folder of Markdown notes for Obsidian or a wiki: one per interview, customer and roadmap item."""
