"""What ¥3 trillion is: the sums of 2015 and 2025 on one axis, each with what it counts."""

from itertools import groupby

from common import DAY, NUMBER, SOURCES, TEXT, Row, one_of, read
from marks import BLUE, GREY, ORANGE, SKY, WIDTH, Marks, Scale, axis, line, linear, rect, sheet, sign, text

TOP = 46  # top of the first group's heading
HEAD = 30  # height of a group's heading
STEP = 45  # from one bar to the next
THICK = 18  # height of a bar
END = 3.6  # ¥ trillion at the right edge
KINDS = {  # what a sum is: name in the key, colour, whether hollow, dashes
    "hope": ("hoped for or aimed at", BLUE, True, None),
    "agreements": ("value of agreements", SKY, False, None),
    "grants": ("grants", ORANGE, False, None),
    "other region": ("another region, off the scale", GREY, True, "4 3"),
}


def trillion(row: Row) -> float:
    """Return a sum in ¥ trillion."""
    made: float = row["amount"] * row["yen_per_unit"] / 1000
    if (made > END) != (row["kind"] == "other region"):
        raise row.fault(f"amount makes ¥{made:g} trillion; expected at most {END}, or more for 'other region'")
    return made


def said(row: Row) -> str:
    """Return a sum as the figure writes it, with the dollars that it was converted from."""
    yen = trillion(row)
    if row["unit"] == "billion US dollars":
        amount = f"about {yen:.2g} (USD {row['amount']:g} billion)"
    else:
        amount = f"{row['bound']} " + (f"¥{row['amount']:g} billion" if yen < 0.1 else f"{yen:.2g}")
    return amount + (f": {yen / 3:.0f} times ¥3 trillion" if yen > END else "")


def key() -> Marks:
    marks = []
    for place, (name, colour, hollow, dash) in enumerate(KINDS.values()):
        x, y = 1 + 200 * (place % 2), 10 + 22 * (place // 2)
        marks += rect(x, y - 8, 26, 16, colour, hollow=hollow, dash=dash) + text(x + 33, y, name)
    return marks


def one_sum(row: Row, x: Scale, y: float) -> Marks:
    """Return one sum: whose it is and what it counts, and below, at *y*, its bar and amount."""
    _, colour, hollow, dash = KINDS[row["kind"]]
    beyond = trillion(row) > END
    end = x(min(trillion(row), END))
    return [
        *text(x(0) + 4, y - 19, f"{row['who']}: {row['counts']}"),
        *rect(x(0), y - THICK / 2, end - x(0), THICK, colour, hollow=hollow, dash=dash),
        *(sign("arrow", end, y, colour) if beyond else []),
        *text(x(0) + 10 if beyond else end + 6, y, said(row)),
    ]


def draw() -> str:
    columns = {"event": TEXT, "day": DAY, "who": TEXT, "counts": TEXT, "kind": one_of(*KINDS), "amount": NUMBER}
    columns |= {"bound": one_of("over", "about", "up to"), "unit": one_of("billion yen", "billion US dollars")}
    rows = read("trillion", {**columns, "yen_per_unit": NUMBER, "rate": TEXT, "sources": SOURCES})
    x = linear(0, END, 5, WIDTH - 7)
    marks, y = key(), float(TOP)
    for event, own in groupby(rows, lambda row: str(row["event"])):
        marks += text(0, y + 16, event, bold=True)
        y += HEAD
        for row in own:  # the bars begin beside the line, so that a very short one is not hidden
            marks += line(x(0) - 0.5, y, x(0) - 0.5, y + STEP, GREY) + one_sum(row, x, y + 30)
            y += STEP
    return sheet(y + 44, marks + axis((0, 1, 2, 3), x, y, "¥ trillion; each sum by its own counter"))
