"""A GPT in NumPy that records how it learns, and the studio that films it."""

__version__ = "0.1.0"
