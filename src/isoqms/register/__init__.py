"""The register: nonconformities and what becomes of them, followed to a proven end.

`lifecycle` is the law of nonconformities, pure, and `kinds` that of all other records; `records` keeps them in a
database, where `records.book` is what others open and ask; `office` is what an office set for itself, `rows` what goes
out to tables and comes back. Import from the modules: only `records` loads the database library.
"""
