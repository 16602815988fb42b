"""One format per file, each read, written or both; here is which formats an export has."""

from enum import StrEnum


class Format(StrEnum):
    """What an export can be. `jsonl` and `sqlite` hold everything, the others what is for other eyes."""

    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"
    QDPX = "qdpx"
    QDC = "qdc"
    SQLITE = "sqlite"

    @property
    def is_whole(self) -> bool:
        """Whether it holds the store's records, words that may not be shown among them."""
        return self in (Format.JSONL, Format.SQLITE)

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self in (Format.JSONL, Format.CSV, Format.QDC)
