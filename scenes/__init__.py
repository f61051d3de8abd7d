"""The segments of a lesson, one file each; a lesson orders them by name."""
