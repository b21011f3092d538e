"""Middle Corridor cargo by year against targets, in tonnes; apart from it, one northern operator's containers, in TEU."""

from collections.abc import Sequence

from common import NUMBER, TEXT, Row, one_of, read
from marks import BLUE, GREY, INK, LINE, ORANGE, PAPER, WIDTH, Marks, Scale, line, linear, rect, sheet, sign, text

YEARS = [str(year) for year in range(2017, 2027)]
LEFT = 32  # where the columns begin, right of the numbers of the axis
STEP = (WIDTH - LEFT) / len(YEARS)  # from one year to the next
THICK = 26  # breadth of a column
UNITS = {"middle": "Mt", "northern": "thousand TEU"}
KINDS = {"middle": {"result", "target"}, "northern": {"transit", "all", "westbound"}}
# Text among the columns: year and value of its place, content, colour, anchor, units to the right and down.
NOTES: dict[str, list[tuple[str, float, str, str, str, float, float]]] = {
    "middle": [
        ("2022", 3.2, "target or forecast", ORANGE, "middle", 0, -34),
        ("2019", 0.76, "result", BLUE, "middle", 0, -12),
        ("2017", 0, "not in\nthe series", GREY, "start", -14, -36),
    ],
    "northern": [
        ("2019", 333, "transit, China\nand Europe", INK, "end", 14, -42),
        ("2024", 746, "all its services", INK, "middle", 0, -27),
        ("2021", 420, "China\nto Europe", INK, "start", -9, -36),
        ("2017", 0, "other years\nnot found", GREY, "start", -14, -36),
    ],
}


def middle_of(year: str) -> float:
    """Return where the column of a year has its middle, in units."""
    return LEFT + STEP * (YEARS.index(year) + 0.5)


def value(row: Row, y: Scale) -> Marks:
    """Return a value with its number: as a column, or as a sign where it is a target or a part of a column."""
    x, top, kind = middle_of(row["year"]), y(row["value"]), row["kind"]
    if kind == "target":
        number = text(x, top - 16, f"{row['value']:.1f}", ORANGE, anchor="middle", bold=True, halo=PAPER)
        return sign("diamond", x, top, ORANGE, hollow=True) + number
    if kind == "westbound":
        return sign("circle", x, top, INK, 4.5, hollow=True) + text(x, top + 16, f"{row['value']:g}", anchor="middle")
    marks = rect(x - THICK / 2, top, THICK, y(0) - top, BLUE if kind == "result" else GREY)
    if kind == "result":
        return marks + text(x, y(0) - 11, f"{row['value']:.1f}", PAPER, anchor="middle", bold=True)
    if kind == "all":
        marks += rect(x - THICK / 2 + 1, top + 1, THICK - 2, y(0) - top - 1, LINE)
    return marks + text(x, top - 10, f"{row['value']:g}", anchor="middle", halo=PAPER)


def panel(series: str, rows: list[Row], y: Scale, ticks: Sequence[float]) -> Marks:
    marks = []
    for tick in ticks:
        marks += line(LEFT, y(tick), WIDTH, y(tick), LINE if tick else GREY) + text(LEFT - 5, y(tick), f"{tick:g}", anchor="end")
    for year in YEARS:
        marks += text(middle_of(year), y(0) + 13, year, anchor="middle")
    for row in rows:
        marks += value(row, y) if row["series"] == series else []
    for year, place, note, colour, anchor, right, down in NOTES[series]:
        marks += text(middle_of(year) + right, y(place) + down, note, colour, anchor=anchor, bold=colour != GREY, halo=PAPER)
    return marks


def draw() -> str:
    columns = {"series": one_of(*UNITS), "year": one_of(*YEARS), "value": NUMBER, "unit": one_of(*UNITS.values())}
    rows = read("corridor-volumes", {**columns, "kind": one_of(*set().union(*KINDS.values())), "counter": TEXT})
    for row in rows:
        series = row["series"]
        if row["unit"] != UNITS[series] or row["kind"] not in KINDS[series]:
            expected = f"{UNITS[series]}, {' or '.join(sorted(KINDS[series]))}"
            raise row.fault(f"{series} in {row['unit']}, {row['kind']}; expected {expected}")
    marks = text(0, 10, "Middle Corridor: cargo, million tonnes", bold=True)
    marks += panel("middle", rows, linear(0, 6, 220, 36), range(0, 7, 2))
    marks += text(0, 268, "Northern route: containers of UTLC ERA, thousand TEU", bold=True)
    marks += panel("northern", rows, linear(0, 800, 464, 318), range(0, 801, 200))
    return sheet(486, marks)
