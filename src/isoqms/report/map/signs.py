"""The small drawn signs of a map, as SVG: marks in the foot of a box, signs of endings, splits and joins."""

from __future__ import annotations

from isoqms.report.map.geometry import Point, Rect

INK = "#1b2733"
"""Lines and text."""
ACCENT = "#0b3d66"
"""The critical path (also drawn heavier, so it does not depend on colour)."""
PALE = "#e9eef3"
"""The foot of a box."""
WHITE = "#ffffff"


def number(value: float) -> str:
    """Return a coordinate as short as two decimals allow."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def points(values: list[Point]) -> str:
    """Return points as SVG wants them."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in values)


def circle(x: float, y: float, r: float, fill: str = "none", stroke: str = INK, wide: float = 1.0) -> str:
    """Return a circle."""
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{fill}"'
        f' stroke="{stroke}" stroke-width="{number(wide)}"/>'
    )


def path(data: str, wide: float = 1.0, fill: str = "none", stroke: str = INK) -> str:
    """Return a path."""
    return f'<path d="{data}" fill="{fill}" stroke="{stroke}" stroke-width="{number(wide)}"/>'


def rect(area: Rect, fill: str, stroke: str = INK, wide: float = 1.0, radius: float = 0.0, dashes: str = "") -> str:
    """Return a rectangle."""
    rounded = f' rx="{number(radius)}"' if radius else ""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<rect x="{number(area.x)}" y="{number(area.y)}" width="{number(area.w)}" height="{number(area.h)}"{rounded}'
        f' fill="{fill}" stroke="{stroke}" stroke-width="{number(wide)}"{dashed}/>'
    )


def mark(name: str, x: float, y: float, r: float) -> str:
    """Return the mark called `name` ("clock_stopped", "automatic", "end_refused", …) centred on a point, radius `r`.

    Raises:
        ValueError: when there is no such mark.
    """
    thin = r * 0.22
    n = number

    def line(*ends: float) -> str:
        pairs = [f"{n(x + r * ends[i])} {n(y + r * ends[i + 1])}" for i in range(0, len(ends), 2)]
        return "M" + " L".join(pairs)

    ring = circle(x, y, r, WHITE, INK, thin)
    hands = line(0, -0.55, 0, 0, 0.4, 0.25)
    drawings = {
        "clock_stopped": ring + path(line(-0.28, -0.5, -0.28, 0.5) + line(0.28, -0.5, 0.28, 0.5), r * 0.3),
        "clock_not_started": ring + path(hands, thin),
        "clock_uncounted": ring + path(hands, thin) + path(line(-0.95, 0.95, 0.95, -0.95), thin * 1.4),
        "clock_restarts": _turning_arrow(x, y, r, thin),
        "automatic": _gear(x, y, r),
        "end_completed": circle(x, y, r, INK, INK, thin)
        + path(line(-0.5, 0, -0.1, 0.42, 0.55, -0.4), thin * 1.3, stroke=WHITE),
        "end_refused": circle(x, y, r, WHITE, INK, thin * 1.4)
        + path(line(-0.45, -0.45, 0.45, 0.45) + line(0.45, -0.45, -0.45, 0.45), thin * 1.4),
        "end_withdrawn": circle(x, y, r, WHITE, INK, thin * 1.4) + path(line(-0.55, 0, 0.55, 0), thin * 1.6),
        "end_returned": circle(x, y, r, WHITE, INK, thin * 1.4)
        + path(line(0.55, 0, -0.5, 0) + line(-0.05, -0.45, -0.5, 0, -0.05, 0.45), thin * 1.3),
        "end_stopped": circle(x, y, r, WHITE, INK, thin * 1.4)
        + rect(Rect(x - r * 0.38, y - r * 0.38, r * 0.76, r * 0.76), INK, INK, 0),
        "end_handed_over": circle(x, y, r, WHITE, INK, thin * 1.4)
        + path(line(-0.55, 0, 0.5, 0) + line(0.05, -0.45, 0.5, 0, 0.05, 0.45), thin * 1.3),
    }
    if name not in drawings:
        raise ValueError(f"no such mark: {name!r}")
    return drawings[name]


def _turning_arrow(x: float, y: float, r: float, thin: float) -> str:
    """Three quarters of a circle ending in an arrowhead."""
    n = number
    k = r * 0.85
    arc = path(f"M{n(x + k * 0.71)} {n(y - k * 0.71)} A{n(k)} {n(k)} 0 1 0 {n(x + k)} {n(y)}", thin * 1.3)
    corner = x + k * 0.71
    tip = [(corner - r * 0.75, y - k * 0.95), (corner + r * 0.3, y - k * 1.1), (corner + r * 0.1, y - k * 0.1)]
    return arc + f'<polygon points="{points(tip)}" fill="{INK}"/>'


def _gear(x: float, y: float, r: float) -> str:
    """A wheel with eight teeth."""
    turns = [(1, 0), (0.71, 0.71), (0, 1), (-0.71, 0.71), (-1, 0), (-0.71, -0.71), (0, -1), (0.71, -0.71)]
    n = number
    teeth = " ".join(
        f"M{n(x + r * 0.6 * dx)} {n(y + r * 0.6 * dy)} L{n(x + r * dx)} {n(y + r * dy)}" for dx, dy in turns
    )
    return path(teeth, r * 0.34) + circle(x, y, r * 0.56, WHITE, INK, r * 0.3)


def diamond(area: Rect, wide: float) -> str:
    """Return the sign "one of the branches": a diamond with a cross."""
    x, y = area.centre
    r = min(area.w, area.h) / 2
    corners = [(x, y - r), (x + r, y), (x, y + r), (x - r, y)]
    cross = r * 0.3
    n = number
    low, high, left, right = n(y - cross), n(y + cross), n(x - cross), n(x + cross)
    lines = f"M{left} {low} L{right} {high} M{right} {low} L{left} {high}"
    shape = f'<polygon points="{points(corners)}" fill="{WHITE}" stroke="{INK}" stroke-width="{number(wide)}"/>'
    return shape + path(lines, wide)


def bar(area: Rect, *, hollow: bool, wide: float) -> str:
    """Return the sign of a parallel split or a join: a solid bar for "all", a hollow one for "any"."""
    inset = min(area.w, area.h) * 0.18
    if area.w > area.h:
        inner = Rect(area.x, area.y + inset, area.w, area.h - 2 * inset)
    else:
        inner = Rect(area.x + inset, area.y, area.w - 2 * inset, area.h)
    return rect(inner, WHITE if hollow else INK, INK, wide)


def arrowhead(tip: Point, before: Point, length: float, fill: str) -> str:
    """Return the head of an arrow that comes from `before` and ends in `tip`."""
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    size = max(abs(dx), abs(dy)) or 1.0
    ux, uy = dx / size, dy / size
    base = (tip[0] - ux * length, tip[1] - uy * length)
    half = length * 0.42
    corners = [tip, (base[0] - uy * half, base[1] + ux * half), (base[0] + uy * half, base[1] - ux * half)]
    return f'<polygon points="{points(corners)}" fill="{fill}"/>'
