"""Pictures as drawn: what stands where, in which letters, and how many bytes it takes."""

import asyncio
import io
import logging
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from adapters.pictures import fonts as font_files
from adapters.pictures.coverage import code_points
from adapters.pictures.drawing import draw
from adapters.pictures.fonts import Fonts, find_fonts
from adapters.pictures.layout import EDGE, HEADER, WIDTH, layout_of
from adapters.pictures.letters import letters
from adapters.pictures.sheet import MAX_BYTES, SCALE
from adapters.pictures.studio import Studio, undrawn
from adapters.pictures.themes import COLOURS, Colours
from adapters.pictures.writing import NO_LETTER, Hand, Writer, runs_of
from bot.cards import Card, Section
from bot.pictures import Bar, Day, DayKind, Fact, Group, Picture, Theme
from bot.progress.knowledge import how_well
from bot.question_bank import TIERS, TOPICS

_TODAY = date(2026, 3, 4)  # a Wednesday
_MONDAY = date(2025, 9, 8)
HAND = Hand(pixels=26, weight=400, colour="#000000")
_CHECKOUT = Path(__file__).parents[2]


def days(practised: int = 7) -> tuple[Day, ...]:
    """Make a calendar in which one day of so many was missed."""
    count = (_TODAY - _MONDAY).days
    kinds = [DayKind.PRACTISED if n % practised else DayKind.MISSED for n in range(count)]
    listed = [Day(_MONDAY + timedelta(days=n), kind) for n, kind in enumerate(kinds)]
    return (*listed, Day(_TODAY, DayKind.OPEN))


def a_picture(title: str = "Ada") -> Picture:
    """Make the picture of somebody who has just begun."""
    facts = (Fact("Current streak", "6 days"), Fact("Longest streak", "14 days"))
    return Picture(title, "Progress on 4 March 2026", facts, days(), (), "In words", "Rate a few.")


def the_fullest(title: str) -> Picture:
    """Make the picture of somebody who has rated hundreds of every tier and topic."""

    def bars(names: Sequence[str]) -> tuple[Bar, ...]:
        return tuple(
            how_well(name, [0.3 + 0.02 * number] * (100 + number), total=888)
            for number, name in enumerate(names)
        )

    groups = (Group("Tiers", bars(TIERS)), Group("Topics", bars(TOPICS)))
    facts = tuple(Fact(f"Due in {n} days", f"{888 + n} days") for n in range(5))
    remark = "The mark is the mean chance to recall an answer. The truth lies within the band."
    return replace(a_picture(title), groups=groups, facts=facts, remark=remark)


@pytest.fixture(scope="module")
def own_fonts() -> Fonts:
    """The fonts that come along, as on a machine that has no other."""
    return find_fonts(folders=())


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    """The fonts of this machine, too."""
    found = find_fonts()
    if found.emoji is None or len(found.texts) < 3:
        pytest.skip("NOT CHECKED: CJK and emoji need fonts-wqy-microhei and fonts-noto-color-emoji")
    return found


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def title_of(picture: Picture, fonts: Fonts, theme: Theme = Theme.DARK) -> bytes:
    """Cut out the line with the name."""
    image = opened(draw(picture, theme, fonts))
    return image.crop((0, 48 * SCALE, image.width, 88 * SCALE)).tobytes()


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def contrast(one: str, other: str) -> float:
    """Compute the contrast of two colours as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        parts = [value / 255 for value in rgb(colour)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("name", ["Ada", "山田 🚀🎉 مريم Zoë " * 12])
def test_the_fullest_picture_is_small(theme: Theme, name: str, fonts: Fonts) -> None:
    png = draw(the_fullest(name), theme, fonts)
    assert len(png) <= MAX_BYTES == 60_000
    image = Image.open(io.BytesIO(png))
    assert image.mode == "P"
    assert image.size == (SCALE * WIDTH, SCALE * layout_of(the_fullest(name)).height)


@pytest.mark.parametrize("theme", Theme)
def test_colours_are_those_of_the_theme(theme: Theme, own_fonts: Fonts) -> None:
    picture, colours = a_picture(), COLOURS[theme]
    image, layout = opened(draw(picture, theme, own_fonts)), layout_of(picture)

    def at(x: float, y: float) -> object:
        return image.getpixel((round(x * SCALE), round(y * SCALE)))

    def day(week: int, row: int) -> object:
        return at(
            EDGE + 36 + (week + 0.3) * layout.pitch,
            layout.calendar + 46 + (row + 0.3) * layout.pitch,
        )

    assert at(1, 1) == rgb(colours.ground)
    assert at(EDGE + 5, HEADER + 30) == rgb(colours.panel)
    assert (day(0, 0), day(0, 1)) == (rgb(colours.missed), rgb(colours.practised))
    assert day(25, 1) == rgb(colours.practised)
    assert day(25, 2) == rgb(colours.ground)  # today is open: an outline
    assert day(25, 3) == rgb(colours.ground)  # tomorrow is not there


@pytest.mark.parametrize("colours", COLOURS.values(), ids=COLOURS)
def test_texts_and_shapes_stand_out(colours: Colours) -> None:
    for ground in (colours.ground, colours.panel):
        for text in (colours.text, colours.quiet):
            assert contrast(text, ground) >= 4.5
    for shape, beside in (
        (colours.practised, colours.missed),
        (colours.practised, colours.ground),
        (colours.known, colours.missed),
        (colours.known, colours.unsure),
        (colours.text, colours.unsure),
    ):
        assert contrast(shape, beside) >= 3


def test_the_same_picture_is_the_same_file(own_fonts: Fonts) -> None:
    picture = the_fullest("Ada")
    assert draw(picture, Theme.DARK, own_fonts) == draw(picture, Theme.DARK, find_fonts(()))
    assert draw(picture, Theme.DARK, own_fonts) != draw(picture, Theme.LIGHT, own_fonts)


OTHER_LETTERS = pytest.mark.parametrize(
    "name",
    [
        pytest.param("山田太郎", id="Japanese"),
        pytest.param("김민준", id="Korean"),
        pytest.param("王小明", id="Chinese"),
        pytest.param("🚀🎉", id="emoji"),
        pytest.param("👨‍👩‍👧", id="joined emoji"),
        pytest.param("🇳🇱", id="a flag"),
        pytest.param("👍🏽", id="skin"),
        pytest.param("1️⃣", id="a keycap"),
    ],
)


@OTHER_LETTERS
def test_letters_of_the_machine_s_fonts_are_drawn(name: str, fonts: Fonts) -> None:
    signs = NO_LETTER * len(letters(name))
    assert title_of(a_picture(name), fonts) != title_of(a_picture(signs), fonts)
    assert NO_LETTER not in "".join(run.text for run in runs_of(letters(name), fonts))


@OTHER_LETTERS
def test_without_those_fonts_a_plain_sign_stands_for_each(name: str, own_fonts: Fonts) -> None:
    signs = NO_LETTER * len(letters(name))
    assert title_of(a_picture(name), own_fonts) == title_of(a_picture(signs), own_fonts)


@pytest.mark.parametrize("name", ["Ångström Łódź", "Ωμέγα", "Дмитрий", "مريم", "שלום", "Աննա"])
def test_letters_of_our_own_fonts_are_always_drawn(name: str, own_fonts: Fonts) -> None:
    assert NO_LETTER not in "".join(run.text for run in runs_of(letters(name), own_fonts))
    signs = NO_LETTER * len(letters(name))
    assert title_of(a_picture(name), own_fonts) != title_of(a_picture(signs), own_fonts)


def test_arabic_letters_are_joined_and_read_from_right_to_left(own_fonts: Fonts) -> None:
    if not own_fonts.shapes:
        pytest.skip("NOT CHECKED: Arabic needs libfribidi0")
    joined = title_of(a_picture("مريم"), own_fonts)
    apart = Fonts(own_fonts.texts, None, shapes=False)
    assert joined != title_of(a_picture("\u200c".join("مريم")), own_fonts)
    assert joined != title_of(a_picture("ميرم"), own_fonts)
    signs = title_of(a_picture(NO_LETTER * 4), apart)
    assert title_of(a_picture("مريم"), apart) == signs


def test_what_follows_in_a_line_from_right_to_left_stands_at_the_left(fonts: Fonts) -> None:
    if not fonts.shapes:
        pytest.skip("NOT CHECKED: Arabic needs libfribidi0")
    runs = runs_of(letters("مريم 🔥 علي"), fonts)
    assert [run.text.strip() for run in runs] == ["علي", "🔥", "مريم"]
    runs = runs_of(letters("Zoë 🔥 علي"), fonts)
    assert [run.text.strip() for run in runs] == ["Zoë", "🔥", "علي"]


def test_a_long_name_is_cut_inside_the_picture(own_fonts: Fonts) -> None:
    image = opened(draw(a_picture("Maximiliane-Theodora " * 9), Theme.DARK, own_fonts))
    ground = rgb(COLOURS[Theme.DARK].ground)
    margin = image.crop((image.width - EDGE * SCALE + 4, 0, image.width, HEADER * SCALE - 8))
    assert margin.getcolors() == [(margin.width * margin.height, ground)]
    whole = opened(draw(a_picture("Maximiliane"), Theme.DARK, own_fonts))
    assert image.size == whole.size


@pytest.mark.parametrize(
    ("text", "split"),
    [
        pytest.param("aé", ["a", "é"], id="letters"),
        pytest.param("e\u0301x", ["e\u0301", "x"], id="marks"),
        pytest.param("🇳🇱🇩🇪", ["🇳🇱", "🇩🇪"], id="flags"),
        pytest.param("👨‍👩‍👧‍👦!", ["👨‍👩‍👧‍👦", "!"], id="a family"),
        pytest.param("👍🏽👍", ["👍🏽", "👍"], id="skin"),
        pytest.param("1️⃣2", ["1️⃣", "2"], id="a keycap"),
        pytest.param("🏴󠁧󠁢󠁥󠁮󠁧󠁿", ["🏴󠁧󠁢󠁥󠁮󠁧󠁿"], id="England"),
        pytest.param("a\n\tb", ["a", " ", "b"], id="lines"),
        pytest.param("a\u202eb\x07c", ["a", "b", "c"], id="what turns or rings"),
        pytest.param("Z" + "\u0301" * 40, ["Z" + "\u0301" * 3], id="towers of marks"),
        pytest.param("\u200d\u0301", ["\u200d\u0301"], id="marks alone"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_letters_are_those_that_readers_see(text: str, split: list[str]) -> None:
    assert letters(text) == split


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_no_name_breaks_a_line(own_fonts: Fonts, name: str) -> None:
    for fonts in (own_fonts, Fonts(own_fonts.texts, None, shapes=False)):
        Writer(Image.new("RGB", (200, 40)), fonts).write((0, 30), name, HAND, room=150)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_nothing_is_drawn_that_its_font_does_not_have(own_fonts: Fonts, name: str) -> None:
    for run in runs_of(letters(name), own_fonts):
        for letter in run.letters:
            assert run.font.has(letter), (run.font.path.name, letter)


def test_a_broken_font_of_the_machine_is_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "wqy-microhei.ttc").write_bytes(b"ttcf broken")
    shutil.copy(font_files._OWN[1], tmp_path / "NotoColorEmoji.ttf")
    found = find_fonts((tmp_path,))
    assert [font.path.name for font in found.texts] == ["Inter.ttf", "DejaVuSans.ttf"]
    assert "wqy-microhei.ttc cannot be used" in caplog.text
    assert found.emoji is not None


def test_the_table_of_letters_agrees_with_the_font() -> None:
    inter, dejavu = (code_points(path) for path in font_files._OWN)
    assert ord("A") in inter
    assert ord("م") not in inter
    assert ord("م") in dejavu
    assert 0x1F600 in dejavu  # beyond the first plane
    assert ord("山") not in dejavu


def test_licences_come_with_the_fonts() -> None:
    folder = _CHECKOUT / "adapters" / "pictures" / "fonts"
    for font in folder.glob("*.ttf"):
        assert (folder / f"{font.stem}-LICENSE.txt").stat().st_size > 1_000
    assert sum(file.stat().st_size for file in folder.iterdir()) < 2_000_000


async def test_the_event_loop_goes_on_while_a_picture_is_drawn() -> None:
    studio = Studio()
    await studio.draw(a_picture(), Theme.DARK)
    drawing = asyncio.create_task(studio.draw(the_fullest("Ada"), Theme.DARK))
    longest, start = 0.0, time.perf_counter()
    last = start
    while not drawing.done():
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    assert (await drawing or b"").startswith(b"\x89PNG")
    assert longest < (last - start) / 2
    studio.close()


async def test_a_picture_that_breaks_is_logged_and_does_not_come(
    caplog: pytest.LogCaptureFixture,
) -> None:
    studio = Studio()
    studio.close()
    assert await studio.draw(a_picture(), Theme.DARK) is None
    assert "could not be drawn" in caplog.text
    assert caplog.records[0].levelno == logging.ERROR


def test_a_card_says_that_its_picture_does_not_come() -> None:
    card = undrawn(Card("Your progress", (Section(("Words",)),), picture=a_picture()))
    assert card.picture is None
    assert "could not be drawn" in str(card.sections[-1].text)


def test_nothing_is_loaded_before_the_first_picture() -> None:
    code = (
        "import sys, adapters.discord.client, adapters.slack.app, adapters.playground.surface;"
        "sys.exit('PIL' in sys.modules)"
    )
    made = subprocess.run((sys.executable, "-W", "ignore", "-c", code), cwd=_CHECKOUT, check=False)
    assert made.returncode == 0
