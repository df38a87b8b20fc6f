# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""What is known of dossiers under way, of their visits and of hours: records, each a whole line of memory.

Compiled they are structures of C, told in records.pxd; the interpreter has objects with the same fields.
"""

from __future__ import annotations

try:
    import cython
except ImportError:  # not installed where the program only runs
    from isoqms.simulate import uncompiled as cython

BUILT_FROM = ""
"""The source this module was compiled from; empty when it is interpreted."""

if not cython.compiled:
    from dataclasses import dataclass

    @dataclass(slots=True)
    class Slot:
        """A dossier under way; times are minutes since the origin.

        `alive` is in how many places it is, `tokens` the token made last, the others follow by their `mate`. `counted`
        is its place among those counted, -1 when it is not; `back` when it was first sent back, -1 for never. The rest
        is about the clock of its limit: whether it runs, how many stops hold it now and were noted, and since when.
        """

        kind: int = 0
        number: int = 0
        stream: int = 0
        alive: int = 0
        tokens: int = 0
        counted: int = 0
        clock_runs: int = 0
        clock_stops: int = 0
        stop_count: int = 0
        extended: int = 0
        requests: int = 0
        tie: int = 0
        key: int = 0
        arrived: float = 0.0
        received: float = 0.0
        opened: float = 0.0
        back: float = 0.0
        clock_start: float = 0.0
        clock_opened: float = 0.0
        clock_lost: float = 0.0
        stop_since: float = 0.0
        stop_opened: float = 0.0
        requested: float = 0.0
        request_since: float = 0.0

    @dataclass(slots=True)
    class Token:
        """A visit of the dossier in `slot` to `node`, to which it came by `way` after the visit `before`.

        `visit` is its number among the visits to that node, `entered`, `order`, `joined`, `started` and `ended` are
        when it came, asked for work, stood in line, and was worked on. `opened` are the minutes of open time in line,
        `work` and `dwell` those of the work and of all the time it took.
        """

        slot: int = 0
        node: int = 0
        way: int = 0
        state: int = 0
        visit: int = 0
        before: int = 0
        mate: int = 0
        next_in_line: int = 0
        last_in_line: int = 0
        rank: int = 0
        entered: float = 0.0
        order: float = 0.0
        joined: float = 0.0
        started: float = 0.0
        ended: float = 0.0
        opened: float = 0.0
        work: float = 0.0
        dwell: float = 0.0

    @dataclass(slots=True)
    class Cursor:
        """The window of a timeline in which the clock stands, or before which; times are minutes since the origin.

        Its windows are those from `first` to before `last`; this is the one `at`. `base` is when the present period
        began, `done` are the open minutes before it; `period` and `whole` are the minutes and open minutes of each. The
        window `opens` and `closes`, the one before it `closed`, and `before` are the open minutes until it opens.
        """

        at: int = 0
        first: int = 0
        last: int = 0
        base: float = 0.0
        done: float = 0.0
        period: float = 0.0
        whole: float = 0.0
        opens: float = 0.0
        closes: float = 0.0
        closed: float = 0.0
        before: float = 0.0
