"""The picture that other sites show beside a link: the first sentence, large, on navy."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from dashboard import language

SIZE = (1200, 630)
GROUND, LIGHT, SOFT = "#12436D", "#FFFFFF", "#C9DAEA"
MARGIN, LARGE, SMALL = 80, 68, 34


def name() -> str:
    """Return the file's name in the language of this run."""
    return f"preview-{language.current()}.png"


def drawn(title: str, freshness: Sequence[str]) -> bytes:
    """Return the picture as PNG; the font comes with the library, so any machine draws the same."""
    image = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(image)
    large, small = ImageFont.load_default(LARGE), ImageFont.load_default(SMALL)
    pen.text((MARGIN, MARGIN), "Kinerja", font=small, fill=SOFT)
    pen.multiline_text((MARGIN, 190), _wrapped(title, pen, large), font=large, fill=LIGHT, spacing=18)
    pen.text((MARGIN, SIZE[1] - MARGIN - SMALL), " · ".join(freshness), font=small, fill=SOFT)
    buffer = io.BytesIO()
    image.save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()


def _wrapped(text: str, pen: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> str:
    """Return the text in lines that fit; at most four of them."""
    lines = [""]
    for word in text.replace("\u00a0", " ").split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font=font) <= SIZE[0] - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines[:4])
