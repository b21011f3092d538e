"""Uranium: each country's share of the world's output (2022) against its share of the resources (as quoted in 2022)."""

from common import SOURCES, TEXT, one_of, read, up_to
from marks import BLUE, GREY, ORANGE, axis, line, linear, sheet, sign, text

TOP = 44  # the middle of the first row
STEP = 30  # from one row to the next
LEFT = 112  # where the axis begins, right of the countries' names and a number
END = 50  # per cent at the right end of the axis
SHARES = {"output": ("circle", BLUE), "resources": ("diamond", ORANGE)}


def draw() -> str:
    shares = {"output": up_to(END), "output_year": one_of("2022"), "resources": up_to(END), "resources_quoted": one_of("2022")}
    rows = read("uranium", {"country": TEXT, **shares, "unit": one_of("% of world"), "sources": SOURCES})
    x = linear(0, END, LEFT, 424)
    marks = sign("circle", LEFT, 10, BLUE) + text(LEFT + 12, 10, "output 2022", BLUE, bold=True)
    marks += sign("diamond", 228, 10, ORANGE) + text(240, 10, "resources, as quoted in 2022", ORANGE, bold=True)
    for place, row in enumerate(rows):
        y = TOP + STEP * place
        low, high = sorted(SHARES, key=lambda share: float(row[share]))
        marks += text(0, y, row["country"]) + line(x(row[low]), y, x(row[high]), y, GREY, 1.5)
        for share, side, anchor in ((low, -11, "end"), (high, 11, "start")):
            shape, colour = SHARES[share]
            marks += sign(shape, x(row[share]), y, colour)
            marks += text(x(row[share]) + side, y, f"{row[share]:g}", colour, anchor=anchor)
    bottom = TOP + STEP * (len(rows) - 0.5)
    return sheet(bottom + 44, marks + axis(range(0, END + 1, 10), x, bottom, "share of the world, %"))
