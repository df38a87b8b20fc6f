"""What the statutory clock does during a step, as a line among the remarks of a step table: written and read again."""

from __future__ import annotations

from types import MappingProxyType

from isoqms.exchange.fold import fold
from isoqms.procedure import Clock
from isoqms.words import Text

_LINES = MappingProxyType(
    {
        Clock.STOPPED: Text.of({"vi": "Thời hạn: tạm dừng tính", "en": "Clock: stopped"}),
        Clock.UNCOUNTED: Text.of({"vi": "Thời hạn: không tính bước này", "en": "Clock: step not counted"}),
        Clock.RESTARTS: Text.of({"vi": "Thời hạn: tính lại từ đầu", "en": "Clock: restarts"}),
        Clock.NOT_STARTED: Text.of({"vi": "Thời hạn: chưa bắt đầu tính", "en": "Clock: not started"}),
    }
)
_STATES = MappingProxyType({fold(words): clock for clock, line in _LINES.items() for words in line})


def clock_line(clock: Clock, lang: str) -> str:
    """Return the line for a state of the clock; empty where the clock simply runs."""
    return _LINES[clock].render(lang) if clock in _LINES else ""


def without_clock(text: str) -> tuple[str, str | None]:
    """Return remarks without the line on the clock, and the state that line names, if there is one.

    >>> without_clock("Tối đa 20 ngày\\nThời hạn: tạm dừng tính")
    ('Tối đa 20 ngày', 'stopped')
    """
    lines = text.split("\n")
    states = [_STATES[fold(line)] for line in lines if fold(line) in _STATES]
    rest = "\n".join(line for line in lines if fold(line) not in _STATES)
    return (rest, str(states[0])) if states else (text, None)
