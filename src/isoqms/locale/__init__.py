"""The translator's workshop: which sentences there are, and which of them still lack Vietnamese words.

Used by `make messages` and the tests; not part of the installed program, which reads the compiled catalogue only.
"""
