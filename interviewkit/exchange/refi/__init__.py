"""REFI-QDA, the format that programs for qualitative analysis exchange (version 1.5, qdasoftware.org)."""
