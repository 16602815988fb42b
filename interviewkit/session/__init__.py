"""The live interview: the guide that is followed and the words that are listened for."""
