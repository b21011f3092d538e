"""Days and cost by route: only like stretches share a panel, and cost has a panel and a unit of its own."""

from common import NUMBER, TEXT, Row, one_of, read
from marks import BLUE, GREY, INK, LINE, ORANGE, PAPER, RED, Marks, axis, line, linear, sheet, sign, text

LEFT = 116  # where the axes begin, right of the routes' names
RIGHT = 382  # where they end, with room for a number beyond
STEP = 24  # from one row to the next
GAP = 20  # from a panel to the middle of the next one's title
AXIS = 24  # height of an axis with its numbers
PANELS = {  # number: unit, title, whether its axis is written below
    "1": ("days", "Xi'an to Duisburg, days", False),
    "2": ("days", "China–Europe or ends not named, days", False),
    "3": ("days", "Nagoya to Türkiye, days", False),
    "4": ("days", "Japan to Italy, days", True),
    "5": ("USD per FEU", "China–Europe, USD per container of 40 feet", True),
}
AXES = {"days": range(0, 181, 30), "USD per FEU": range(0, 4001, 1000)}
SIGNS = {"northern": (BLUE, "square"), "middle": (ORANGE, "circle"), "sea": (GREY, "triangle")}


def check(rows: list[Row]) -> None:
    """Refuse what would set unlike things side by side.

    :raises DataError: where a row has another unit or direction than its panel, or its low is above its high.
    """
    directions: dict[str, str] = {}
    for row in rows:
        panel, unit, direction = row["panel"], row["unit"], row["direction"]
        if unit != PANELS[panel][0]:
            raise row.fault(f"unit is {unit!r} in panel {panel}; expected {PANELS[panel][0]!r}")
        if row["low"] > row["high"]:
            raise row.fault(f"low is {row['low']:g}; expected no more than high, {row['high']:g}")
        if directions.setdefault(panel, direction) != direction:
            raise row.fault(f"direction is {direction!r}; expected {directions[panel]!r} as in the panel's first row")


def one(row: Row, start: float, end: float, y: float) -> Marks:
    """Return one row: the route's name, the sign at its value or the line between its two, and the values."""
    colour, shape = SIGNS[row["route"]]
    said = f"{row['bound']} " + "–".join(f"{value:,g}" for value in dict.fromkeys((row["low"], row["high"])))
    name = text(LEFT - 8, y, row["label"], anchor="end")
    if row["mark"] == "trial":
        mark = sign("diamond", end, y, RED, 6.5, hollow=True)
        return name + mark + text(end + 12, y, said.strip(), RED, bold=True, halo=PAPER)
    marks = sign(shape, start, y, colour, 5 if start == end else 4)
    if start < end:
        marks += line(start, y, end, y, colour, 5) + sign(shape, end, y, colour, 4)
    return name + marks + text(end + 11, y, said.strip(), INK, halo=PAPER)


def draw() -> str:
    columns = {"panel": one_of(*PANELS), "route": one_of(*SIGNS), "label": TEXT, "low": NUMBER, "high": NUMBER}
    columns |= {"mark": one_of("usual", "trial"), "bound": one_of("", "about", "up to")}
    rows = read("corridor-comparison", {**columns, "unit": one_of(*AXES), "direction": TEXT})
    check(rows)
    marks, y = [], 10.0
    for panel, (unit, title, last) in PANELS.items():
        own = [row for row in rows if row["panel"] == panel]
        ticks, bottom = AXES[unit], y + 14 + STEP * len(own)
        x = linear(ticks[0], ticks[-1], LEFT, RIGHT)
        marks += text(LEFT, y, title, bold=True)
        for tick in ticks:
            marks += line(x(tick), y + 14, x(tick), bottom, LINE)
        for place, row in enumerate(own):
            marks += one(row, x(row["low"]), x(row["high"]), y + 14 + STEP * (place + 0.5))
        marks += axis(ticks, x, bottom, end=RIGHT, form=",g") if last else []
        y = bottom + (AXIS + GAP if last else GAP)
    return sheet(y - GAP, marks)
