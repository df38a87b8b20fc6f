"""Rules on what the law asks of offices that settle administrative procedures."""

from typing import Final

ON_CHECK: Final = False
"""These rules need the quality documents; `isoqms check` does not run them."""
