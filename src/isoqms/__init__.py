"""Quality management as text, for offices that serve the public."""

__version__ = "0.1.0"
