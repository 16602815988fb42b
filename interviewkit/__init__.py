"""Interview customers as an intern would, and see which roadmap items their own words support."""

__version__ = "0.1.0"
