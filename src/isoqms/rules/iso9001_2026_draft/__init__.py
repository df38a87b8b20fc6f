"""Rules on what the draft of ISO 9001:2026 is reported to add; nobody has verified it, so none of them is an error."""

from typing import Final

ON_CHECK: Final = False
"""These rules need the quality documents; `isoqms check` does not run them."""

EDITION: Final = "iso9001-2026"
"""They are asked only when somebody asks by this edition, or for this pack."""

TOPICS: Final = ("quality_culture", "ethics")
"""What leaders further and people are to know of, by the short names under which trainings and records hold it."""
