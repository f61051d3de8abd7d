"""A GPT in NumPy that records how it learns, and the studio that films it."""

import os

__version__ = "0.1.0"

# These matrices are small: one thread multiplies them fastest, and several that wait for each other on a busy
# machine are ten times slower. NumPy reads this when it is first imported; a user's own setting stands.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
