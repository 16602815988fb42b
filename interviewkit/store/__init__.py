"""The schema of a study, and what keeps a store in order: creation, upgrades, merging."""
