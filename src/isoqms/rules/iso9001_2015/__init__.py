"""Rules on the requirements of ISO 9001:2015, clause by clause."""

from typing import Final

ON_CHECK: Final = False
"""These rules need the quality documents; `isoqms check` does not run them."""
