"""Rules of good practice: what careful offices do, and no standard or law demands."""

from typing import Final

ON_CHECK: Final = False
"""These rules need the quality documents; `isoqms check` does not run them."""
