"""A list is written in one way, whoever has something to list."""

from bot.texts import Plain, bulleted


def test_each_text_stands_on_a_line_of_its_own() -> None:
    assert bulleted([("one",), (Plain("*two*"), " of ", Plain("them"))]) == (
        "- ",
        "one",
        "\n- ",
        Plain("*two*"),
        " of ",
        Plain("them"),
    )


def test_nothing_to_list_is_no_text() -> None:
    assert bulleted([]) == ()
