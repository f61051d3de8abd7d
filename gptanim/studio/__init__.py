"""The studio: from a lesson file to clips, and from clips to a film and a deck."""
