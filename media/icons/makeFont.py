"""Draws the marks of the status bar and writes them as a font, which is how the editor wants icons of extensions.

    pip install fonttools==4.68.0 skia-pathops==0.9.2
    python media/icons/makeFont.py
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.pens.cu2quPen import Cu2QuPen
from pathops import Path as Shape, difference, union

EM = 1000
# Of a circle drawn by four cubic curves.
KAPPA = 0.5523


def polygon(*points):
    shape = Shape()
    pen = shape.getPen()
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()
    return shape


def bar(left, bottom, right, top):
    return polygon((left, bottom), (right, bottom), (right, top), (left, top))


def stroke(x0, y0, x1, y1, width):
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    dx, dy = (y0 - y1) / length * width / 2, (x1 - x0) / length * width / 2
    return polygon((x0 - dx, y0 - dy), (x1 - dx, y1 - dy), (x1 + dx, y1 + dy), (x0 + dx, y0 + dy))


def circle(x, y, r):
    shape, k = Shape(), KAPPA * r
    pen = shape.getPen()
    pen.moveTo((x + r, y))
    pen.curveTo((x + r, y + k), (x + k, y + r), (x, y + r))
    pen.curveTo((x - k, y + r), (x - r, y + k), (x - r, y))
    pen.curveTo((x - r, y - k), (x - k, y - r), (x, y - r))
    pen.curveTo((x + k, y - r), (x + r, y - k), (x + r, y))
    pen.closePath()
    return shape


def joined(*shapes):
    out = Shape()
    union([contour for shape in shapes for contour in shape.contours], out.getPen())
    return out


def without(shape, hole):
    out = Shape()
    difference(list(shape.contours), list(hole.contours), out.getPen())
    return out


# A cursor, and the tree of drafts behind it: one branch is kept, the other is not.
mark = joined(
    bar(110, 90, 200, 910),
    stroke(200, 690, 850, 690, 70),
    stroke(480, 690, 760, 330, 60),
    circle(480, 690, 105),
    circle(850, 690, 105),
    circle(760, 330, 90),
)
off = joined(without(mark, stroke(60, 60, 940, 940, 240)), stroke(90, 90, 910, 910, 80))


def glyph(shape):
    pen = TTGlyphPen(None)
    shape.draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
    drawn = pen.glyph()
    drawn.recalcBounds(None)
    return drawn


glyphs = {".notdef": TTGlyphPen(None).glyph(), "foretype": glyph(mark), "foretypeOff": glyph(off)}
font = FontBuilder(EM, isTTF=True)
font.setupGlyphOrder(list(glyphs))
font.setupCharacterMap({0xE001: "foretype", 0xE002: "foretypeOff"})
font.setupGlyf(glyphs)
font.setupHorizontalMetrics({name: (EM, getattr(shape, "xMin", 0)) for name, shape in glyphs.items()})
font.setupHorizontalHeader(ascent=EM, descent=0)
font.setupNameTable({"familyName": "foretype", "styleName": "Regular"})
font.setupOS2(sTypoAscender=EM, sTypoDescender=0, usWinAscent=EM, usWinDescent=0)
font.setupPost()
# The same bytes on each run.
font.font["head"].created = font.font["head"].modified = 0
font.font.recalcTimestamp = False
font.font.flavor = "woff"
font.font.save(Path(__file__).with_name("foretype.woff"))
