"""The life of a nonconformity as rules alone: states, transitions, who may, what must hold; no database, no clock.

`table` holds every transition with its guards, `moves` asks it, `derived` tells what is late and who should know.
"""
