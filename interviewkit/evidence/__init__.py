"""The rules: what customers' words say about a roadmap. Pure functions over plain rows, no printing."""
