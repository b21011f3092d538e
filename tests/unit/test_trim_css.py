"""tools/trim_css: what is left out of the theme's style sheet, and what is not."""

from __future__ import annotations

from trim_css import classes, filtered, variables


def test_rules_that_match_nothing_are_left_out() -> None:
    css = "/* note */ .used,.gone p{color:red} .gone{color:red} @media print{.gone{margin:0}} @media print{.used{margin:0}}"
    assert (
        filtered(css, lambda selector: classes(selector) <= {"used"}, lambda name: True)
        == ".used{color:red}@media print{.used{margin:0}}"
    )


def test_variables_that_nothing_uses_are_left_out() -> None:
    assert filtered("a{--one:1;--two:2;color:red}", lambda selector: True, lambda name: name != "--two") == "a{--one:1;color:red}"


def test_variables_that_only_unused_ones_take_are_unused() -> None:
    css = "a{--one:var(--two);--three:var(--four);--two:1;--four:2;--five:3;color:var(--one)}"
    assert variables(css, "b{margin:var(--five)}") == {"--one", "--two", "--five"}


def test_classes_that_must_not_be_there_do_not_count() -> None:
    assert classes("ul.simple > li:not(.glossary):is(.a, .b):hover") == {"simple"}
