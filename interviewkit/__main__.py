"""`python -m interviewkit`."""

from interviewkit.cli import main

if __name__ == "__main__":
    main()
