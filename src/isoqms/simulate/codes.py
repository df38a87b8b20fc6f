"""The numbers by which the tables and the kernel call kinds of steps, laws, states and causes.

For the compiled kernel, building.py hands them to the compiler as constants.
"""

from __future__ import annotations

# laws of time, drawn in chance.py
FIXED = 0
UNIFORM = 1
TRIANGULAR = 2
EXPONENTIAL = 3
TABLE = 4
QUANTILES = 5

# what happens at a node
PASS = 0
"""Nothing: the dossier goes on at once."""
WORK = 1
"""People of the office work on it."""
DELAY = 2
"""Time passes without anybody of the office being busy."""

# properties of a node, added up
NONSTOP = 1
"""The work must not be broken off at closing."""
STOPS = 2
"""The statutory clock does not run."""
NOT_STARTED = 4
"""The statutory clock has not begun to run yet."""
RESTARTS = 8
"""The statutory clock begins anew at the end of the step."""
SUPPLEMENT = 16
"""The applicant is asked to supplement the dossier."""
SPLIT = 32
"""All ways out are taken at the same time."""
JOIN_ALL = 64
JOIN_ANY = 128
EXTENDS = 256
"""The limit becomes longer when the step is done."""
APART = 512
"""All ways lead at once to work, each to that of other people."""
MARKED_IN = 1024
"""More is to be done when a dossier comes than to begin what happens there: a join, a counted visit, the clock."""
MARKED_OUT = 2048
"""More is to be done when a dossier leaves than to take the only way out."""

# where a token is
STARTING = 0
"""It has split off, and has not come to its node yet."""
WAITING = 1
"""It waits for a time to pass: the delay of a step, or the wait before work."""
GATHERED = 2
"""It waits for the hour or the number at which dossiers are worked on together."""
QUEUED = 3
WORKED = 4
ARRIVED = 5
"""It waits at a join for the others."""
GONE = 6
"""It has left its node, or was withdrawn."""
VANISHING = 7
SERVED = 8
"""When the work on it begins and ends is known, and may be still to come."""
"""It is given up, but the time or work it is in goes on to its end."""

# what time is spent on
IN_WORK = 0
OTHER_WORK = 1
QUEUE = 2
OFF_HOURS = 3
BATCH = 4
AGENCY = 5
APPLICANT = 6
SYSTEM = 7
ALLOWANCE = 8
WAIT = 9
CAUSES = 10

# how a run of the kernel ended
DONE = 0
GROW = 1
"""An array is nearly full: make it longer and go on."""
ENDED = 2
"""The calendar ended before the last dossier did."""
STUCK = 3
"""Dossiers are left that will never end."""

# columns of the sums over dossiers, by node
N_VISITS = 0
N_QUEUE = 1
N_OFF_HOURS = 2
N_BATCH = 3
N_WAIT = 4
N_WORK = 5
N_OTHER_WORK = 6
N_ELAPSED = 7
N_CRITICAL = 8
"""How often the visit lay on the way that decided when the dossier ended."""
N_CRITICAL_TIME = 9
N_COLUMNS = 10

# columns of the sums over visits that a run keeps by node, of which those above are made
S_VISITS = 0
S_ELAPSED = 1
S_WAIT = 2
S_BATCH = 3
S_QUEUE = 4
S_WORK = 5
S_DWELL = 6
S_COLUMNS = 8

# columns of the sums over dossiers, by procedure
P_COUNTED = 0
"""Dossiers that arrived in the time counted; all of them are followed to their end."""
P_LEAD = 1
P_STATUTORY = 2
P_STARTED = 3
"""Of them those for which the statutory clock began to run."""
P_WORK = 4
P_OPEN = 5
"""Lead time on the working clock of the office."""
P_LEGAL = 6
P_LEGAL_IN_TIME = 7
P_COMMITTED = 8
P_COMMITTED_IN_TIME = 9
P_INDEX = 10
P_INDEX_IN_TIME = 11
P_REPORT = 12
P_REPORT_IN_TIME = 13
P_FIRST_TIME_RIGHT = 14
P_REWORK = 15
P_IN_PROGRESS = 16
"""Minutes in the time counted, over all dossiers under way in it."""
P_RECEIVED = 17
P_CARRIED = 18
"""Dossiers under way when the time counted begins."""
P_FINISHED = 19
P_LATE = 20
"""Of the dossiers counted those of the later half, where their number is given."""
P_LATE_LEAD = 21
P_CAUSES = 22
P_ENDINGS = 32
P_COLUMNS = 38

# columns of the log of visits and of the log of dossiers
V_PROCEDURE = 0
V_NUMBER = 1
V_NODE = 2
V_ENTERED = 3
V_STARTED = 4
V_ENDED = 5
V_POOL = 6
V_COLUMNS = 7
D_PROCEDURE = 0
D_NUMBER = 1
D_KIND = 2
D_STREAM = 3
D_ARRIVED = 4
D_RECEIVED = 5
D_STARTED = 6
D_FINISHED = 7
D_ENDING = 8
D_LEGAL = 9
D_COMMITTED = 10
D_REQUESTS = 11
D_REQUESTED = 12
D_STATUTORY = 13
D_COUNTED = 14
D_COLUMNS = 15

# the histogram of times
BINS = 2200
"""Cells whose bounds grow by 1 % from a hundredth of a minute: a quantile is off by half a percent at most."""
# what a cell holds: how many times, the shortest and the longest of them
B_COUNT = 0
B_SHORTEST = 1
B_LONGEST = 2
B_COLUMNS = 3
MOST_ROLES = 4
MOST_STOPS = 16
MARGIN = 96
"""Tokens one event may need at once."""
