"""The command line: read, one call, show. Only this room prints, and each command is loaded when it is called."""

from isoqms.cli.main import main

__all__ = ["main"]
