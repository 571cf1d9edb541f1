"""One indicator's own years as inline SVG: readable without scripts, in the colours of the page, light or dark."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from markupsafe import Markup

from dashboard import formats
from dashboard.charts.promise import is_below
from dashboard.public.blocks import Point

WIDTH, HEIGHT = 360, 196
TOP, BOTTOM, SIDE, ROOM = 26, 128, 12, 17
TICK = 30


def promise(points: Sequence[Point], description: str) -> Markup:
    """Return the chart; `description` says all of it, each year says its own when pointed at."""
    svg = ET.Element("svg", {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "aria-label": description})
    svg.set("xmlns", "http://www.w3.org/2000/svg")
    step = (WIDTH - 2 * SIDE) / max(len(points), 1)
    places = [round(SIDE + step * (index + 0.5), 1) for index in range(len(points))]
    heights = _scale(points)
    whole = [(x, heights[point.actual]) for x, point in zip(places, points, strict=True) if _joins(point)]
    if len(whole) > 1:
        ET.SubElement(svg, "polyline", {"class": "way", "points": " ".join(f"{x},{y}" for x, y in whole)})
    for x, point in zip(places, points, strict=True):
        _mark(_year(svg, x, step, point), x, point, heights)
    return Markup(ET.tostring(svg, encoding="unicode"))


def _joins(point: Point) -> bool:
    return point.is_whole and point.actual is not None


def _scale(points: Sequence[Point]) -> dict[float | None, float]:
    """Return the height of every value; the lowest stands at the bottom, so only distances can be compared."""
    values = [value for point in points for value in (point.actual, point.target) if value is not None]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    spread = (high - low) or 1.0
    return {value: round(BOTTOM - (value - low) / spread * (BOTTOM - TOP), 1) for value in values}


def _year(svg: ET.Element, x: float, step: float, point: Point) -> ET.Element:
    """Return the group of one year: its words, and the ground that shows where it is."""
    group = ET.SubElement(svg, "g", {"class": "point"})
    ET.SubElement(group, "title").text = point.words
    ground = {"x": f"{round(x - step / 2, 1)}", "y": "0", "width": f"{round(step, 1)}", "height": f"{HEIGHT}"}
    ET.SubElement(group, "rect", {"class": "area", **ground})
    return group


def _mark(svg: ET.Element, x: float, point: Point, heights: dict[float | None, float]) -> None:
    if point.target is not None:
        y = heights[point.target]
        bar = {"class": "target", "x1": f"{x - TICK / 2}", "x2": f"{x + TICK / 2}", "y1": f"{y}", "y2": f"{y}"}
        ET.SubElement(svg, "line", bar)
    if point.actual is not None:
        y = heights[point.actual]
        kind = "missed" if point.target is not None and not point.is_met else "kept"
        look = kind if point.is_whole else f"{kind} open"
        ET.SubElement(svg, "circle", {"class": look, "cx": f"{x}", "cy": f"{y}", "r": "5.5"})
        beside = y + ROOM + 4 if is_below(point) else y - ROOM + 7
        _text(svg, x, beside, point.actual_text, f"value {kind}")
    else:
        _text(svg, x, (TOP + BOTTOM) / 2, formats.nothing(), "year")
    for line, words in enumerate(point.label.rsplit(" ", 1)):
        _text(svg, x, HEIGHT - 20 + 14 * line, words, "year")


def _text(svg: ET.Element, x: float, y: float, words: str, look: str) -> None:
    ET.SubElement(svg, "text", {"class": look, "x": f"{x}", "y": f"{round(y, 1)}"}).text = words
