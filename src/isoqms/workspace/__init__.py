"""A folder of procedures and the organisation that carries them out: found, read, laid over each other, linked.

Import from the modules: `find` and `cache` are light and serve a check of an unchanged folder; `load` reads files.
"""
