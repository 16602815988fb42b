"""`python -m interviewkit`, and what `interviewkit` and `ik` run: Ctrl-C ends it quietly from the first import on."""

import sys


def main() -> None:
    """Run the program; Ctrl-C while it still loads is exit 130, and no traceback."""
    try:
        from interviewkit import cli

        cli.main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
