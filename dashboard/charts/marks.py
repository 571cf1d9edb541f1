"""Small marks for the cells of a table, as images: a bar with a tick at 100 % and a line through time.

Both use colours that keep 3:1 on white and on the dark ground alike, so a cell need not know the theme.
"""

import base64

BLUE = "#1D70B8"
ORANGE = "#B84B00"
GREY = "#6B7280"
TRACK = "#6B728040"
# The bar's full width stands for this many percent of the target, so that 100 % is never at the very edge.
FULL_SCALE = 130.0
WIDTH, HEIGHT = 96, 16


def bar(achievement_pct: float, *, is_concern: bool = False) -> str:
    """Return a bar of the achievement with a tick at 100 %; beyond the scale it stops at the edge."""
    length = round(min(max(achievement_pct, 0.0), FULL_SCALE) / FULL_SCALE * WIDTH, 1)
    tick = round(100 / FULL_SCALE * WIDTH, 1)
    color = ORANGE if is_concern else BLUE
    return _image(
        f'<rect y="5" width="{WIDTH}" height="6" rx="3" fill="{TRACK}"/>'
        f'<rect y="5" width="{length}" height="6" rx="3" fill="{color}"/>'
        f'<path d="M{tick} 1V15" stroke="{GREY}" stroke-width="2"/>'
    )


def line(values: list[float | None], *, is_concern: bool = False) -> str:
    """Return the values as a line with gaps where there are none and a dot on the newest; "" when nothing is known."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    spread = (high - low) or 1.0
    step = (WIDTH - 8) / max(len(values) - 1, 1)
    points = [
        None if value is None else (round(4 + index * step, 1), round(13 - (value - low) / spread * 10, 1))
        for index, value in enumerate(values)
    ]
    path, pen_down = "", False
    for point in points:
        if point is not None:
            path += f"{'L' if pen_down else 'M'}{point[0]} {point[1]}"
        pen_down = point is not None
    x, y = next(point for point in reversed(points) if point is not None)
    dot = ORANGE if is_concern else BLUE
    return _image(
        f'<path d="{path}" fill="none" stroke="{BLUE}" stroke-width="1.5" stroke-linecap="round"/>'
        f'<circle cx="{x}" cy="{y}" r="3" fill="{dot}"/>'
    )


def _image(shapes: str) -> str:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"{shapes}</svg>"
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
