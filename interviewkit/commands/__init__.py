"""What each command is called and takes: one verb, or one noun with its verbs, per file."""
