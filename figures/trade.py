"""Trade of the five with China, the EU, Russia and Japan in 2024, each figure by its own counter."""

from common import SOURCES, TEXT, one_of, read, up_to
from marks import BLUE, GREY, ORANGE, WIDTH, axis, line, linear, rect, sheet, text

STEP = 46  # from one bar to the next
LEFT = 62  # where the bars begin, right of the partners' names
END = 110  # USD billion at the right edge
BOUNDS = {  # how exact a figure is: colour, whether hollow, dashes
    "exact": (BLUE, False, None),
    "over": (BLUE, False, None),
    "under": (ORANGE, True, None),
    "year not named": (BLUE, True, "4 3"),
}


def draw() -> str:
    columns = {"partner": TEXT, "counter": TEXT, "bound": one_of(*BOUNDS), "value": up_to(END), "unit": one_of("USD billion")}
    rows = read("trade", {**columns, "year": one_of("2024", "2024 by context"), "note": TEXT, "sources": SOURCES})
    x = linear(0, END, LEFT, WIDTH)
    bottom = STEP * len(rows)
    marks = axis(range(0, 101, 25), x, bottom, "USD billion in 2024; each bar by its own counter")
    marks += line(x(0), 0, x(0), bottom, GREY)
    for place, row in enumerate(rows):
        y, end = STEP * place + 31, x(row["value"])
        colour, hollow, dash = BOUNDS[row["bound"]]
        said = {"over": "over {:g}", "under": "under {:g}", "year not named": "{:g}, year not named"}.get(row["bound"], "{:g}")
        marks += text(0, y, row["partner"], bold=True) + text(x(0) + 4, y - 18, row["counter"], GREY)
        marks += rect(x(0), y - 8, end - x(0), 16, colour, hollow=hollow, dash=dash) + text(end + 6, y, said.format(row["value"]))
    return sheet(bottom + 44, marks)
