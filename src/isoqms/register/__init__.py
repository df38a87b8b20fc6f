"""The register: nonconformities and what becomes of them, followed to a proven end.

`lifecycle` is the law of the book, pure; `records` keeps it in a database; `book` is what others open and write to.
Import from the modules: only `records` and what opens it load the database library.
"""
