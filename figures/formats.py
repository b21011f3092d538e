"""Formats: when each partner first met the five Central Asian states at ministers' and at leaders' level."""

from common import DAY_OR_NONE, SOURCES, TEXT, Row, one_of, read
from marks import BLUE, GREY, LINE, ORANGE, PAPER, WIDTH, Marks, axis, line, linear, sheet, sign, text

TOP = 52  # the line above the first partner
STEP = 43  # from one partner to the next
LEFT = 84  # 1997, right of the partners' names
STATUS = ("first", "later", "put off", "not known held", "not found")
x = linear(1997, 2027, LEFT, WIDTH - 4)  # a year with its part, to units


def said(row: Row) -> str:
    """Return the date as the figure writes it."""
    due = "due " if row["status"] in ("put off", "not known held") else ""
    return f"{due}{row['date'].text}" + (", video" if row["place"] == "video" and row["level"] == "leaders" else "")


def key(reached: int) -> Marks:
    """Return the key; *reached* partners have met at leaders' level."""
    return [
        *sign("circle", 8, 10, BLUE, hollow=True),
        *text(20, 10, "first ministers’ meeting found", BLUE),
        *sign("diamond", 228, 10, ORANGE, 6.5),
        *text(240, 10, f"first leaders’ meeting (1–{reached})", ORANGE),
        *sign("diamond", 8, 32, ORANGE, 3.5),
        *text(20, 32, "later leaders’ meeting"),
        *sign("cross", 228, 32, GREY, 4.5, hollow=True),
        *text(240, 32, "put off, or not found held"),
    ]


def meeting(row: Row, y: float) -> Marks:
    """Return one meeting of a partner's row about *y*: its sign and date, or the note that none was found."""
    if row["status"] == "not found":
        return text(LEFT, y, row["note"], GREY, halo=PAPER)
    at = x(row["date"].years)
    if row["level"] == "ministers":
        return sign("circle", at, y, BLUE, 5, hollow=True) + text(at - 10, y, said(row), BLUE, anchor="end", halo=PAPER)
    if row["status"] == "later":
        return sign("diamond", at, y, ORANGE, 3.5)
    if row["status"] == "first":
        date = text(at + 8, y - 14, said(row), ORANGE, anchor="end", bold=True, halo=PAPER)
        return sign("diamond", at, y, ORANGE, 6.5) + date
    return sign("cross", at, y, GREY, 4.5, hollow=True) + text(WIDTH, y + 14, said(row), GREY, anchor="end", halo=PAPER)


def partner(name: str, rank: str, rows: list[Row], y: float) -> Marks:
    """Return one partner's row about *y*: its name with its *rank*, the wait between its two first meetings, its meetings."""
    marks = text(0, y, f"{rank}  {name}".strip(), bold=name == "Japan")
    first = {row["level"]: row["date"].years for row in rows if row["status"] == "first"}
    if len(first) == 2:
        marks += line(x(first["ministers"]), y, x(first["leaders"]), y, GREY, 1.5)
        if name == "Japan":
            wait = f"{first['leaders'] - first['ministers']:.0f} years"
            marks += text((x(first["ministers"]) + x(first["leaders"])) / 2 - 30, y - 11, wait, anchor="middle", halo=PAPER)
    order = ["later", "put off", "not known held", "not found", "first"]
    for row in sorted(rows, key=lambda row: order.index(row["status"])):
        marks += meeting(row, y)
    return marks


def draw() -> str:
    columns = {"partner": TEXT, "level": one_of("ministers", "leaders"), "status": one_of(*STATUS), "date": DAY_OR_NONE}
    rows = read("formats", {**columns, "place": TEXT, "note": TEXT, "sources": SOURCES})
    for row in rows:
        if (row["date"] is None) != (row["status"] == "not found"):
            raise row.fault("expected a date, or none where status is 'not found'")
    leaders = [row for row in rows if row["level"] == "leaders" and row["status"] == "first"]
    reached = [row["partner"] for row in sorted(leaders, key=lambda row: row["date"].when)]
    partners = list(dict.fromkeys(row["partner"] for row in rows))
    bottom = TOP + STEP * len(partners)
    marks = key(len(reached))
    for year in range(2000, 2026, 5):
        marks += line(x(year), TOP, x(year), bottom, LINE)
    for place, name in enumerate(partners):
        y = TOP + STEP * place
        marks += line(0, y, WIDTH, y, LINE)
        rank = str(reached.index(name) + 1) if name in reached else ""
        marks += partner(name, rank, [row for row in rows if row["partner"] == name], y + STEP / 2)
    return sheet(bottom + 22, marks + axis(range(2000, 2026, 5), x, bottom))
