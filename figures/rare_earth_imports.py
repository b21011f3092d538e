"""Rare earths: China's share of Japan's imports by year, each counter with a sign of its own and none joined to another."""

from common import TEXT, YEAR, DataError, between, one_of, read
from marks import BLUE, GREEN, GREY, LINE, ORANGE, PAPER, PURPLE, RED, WIDTH, axis, line, linear, path, sheet, sign, text

LEFT = 44  # where the years begin, right of the numbers of the axis
TOP = 36  # 100 per cent
BOTTOM = 326  # no per cent
JOINED = 2011  # the trade statistics are one unbroken series up to this year
# Two counters whose signs would hide one another stand a little beside their year.
ASIDE = {("Toyo Keizai", 2009): -0.3, ("Toyo Keizai", 2024): -0.2, ("JOGMEC", 2024): 0.2}
SIGNS = {
    "trade statistics": ("circle", BLUE),
    "Toyo Keizai": ("square", ORANGE),
    "METI": ("triangle", GREEN),
    "UN Comtrade": ("diamond", PURPLE),
    "JOGMEC": ("cross", RED),
}
# One label for each row of a counter, in the order of the table: text ({} is the share), anchor, units to the right and down.
LABELS: dict[str, list[tuple[str, str, float, float]]] = {
    "trade statistics": [
        ("Japan's trade statistics: over {:.0f}", "start", 9, -8),
        ("{:.1f}", "start", 9, -8),
        ("{:.1f}", "start", 9, -5),
        ("{:.1f}", "end", -10, 2),
        ("{:.1f}", "middle", 0, -15),
    ],
    "Toyo Keizai": [("Toyo\nKeizai {:g}", "middle", -8, 19), ("Toyo Keizai {:g}", "end", 22, -19)],
    "METI": [("METI {:g}", "end", -10, 3)],
    "JOGMEC": [("JOGMEC some {:g}", "end", 22, 26)],
    "UN Comtrade": [("UN Comtrade: with\nfinished goods {:g}", "end", -12, -13), ("raw materials\nonly {:g}", "end", -12, -12)],
}


def draw() -> str:
    columns = {"year": YEAR, "share": between(0, 100), "series": one_of(*SIGNS), "unit": one_of("% of imports from China")}
    rows = read("rare-earth-imports", {**columns, "counter": TEXT, "bound": one_of("", "over", "about")})
    x, y = linear(2007, 2025.4, LEFT, WIDTH), linear(0, 100, BOTTOM, TOP)
    marks = text(LEFT, 10, "from China, % of Japan's rare-earth imports")
    for share in range(0, 101, 20):
        marks += line(LEFT, y(share), WIDTH, y(share), LINE if share else GREY)
        marks += text(LEFT - 6, y(share), f"{share}%", anchor="end")
    marks += axis(range(2008, 2025, 4), x, BOTTOM)
    joined = [row for row in rows if row["series"] == "trade statistics" and row["year"] <= JOINED]
    marks += path([[(x(row["year"]), y(row["share"])) for row in joined]], stroke=BLUE, stroke_width=1.6)
    for series, (shape, colour) in SIGNS.items():
        own = [row for row in rows if row["series"] == series]
        if len(own) != len(LABELS[series]):
            raise DataError(f"rare-earth-imports.csv: {len(own)} rows of {series}; expected {len(LABELS[series])}")
        for row, (label, anchor, right, down) in zip(own, LABELS[series], strict=True):
            at = x(row["year"] + ASIDE.get((series, row["year"]), 0)), y(row["share"])
            said = label.format(row["share"])
            marks += sign(shape, *at, colour, 5)
            marks += text(at[0] + right, at[1] + down, said, colour, anchor=anchor, bold=True, halo=PAPER)
    return sheet(BOTTOM + 22, marks)
