"""The rules a procedure is checked against: one file each, found and not listed; the docstring is the manual."""
