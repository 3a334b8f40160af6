"""Cities for who does not know the IANA names, and abbreviations that nobody guesses."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.command_options import ZONE
from bot.errors import Refusal
from bot.members.cities import ABBREVIATIONS, CITIES
from bot.members.zones import choose_zone, read_zone, suggest_zones
from bot.options import suggestions


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("San Francisco", "America/Los_Angeles"),
        ("san fran", "America/Los_Angeles"),
        ("mumbai", "Asia/Kolkata"),
        ("BANGALORE", "Asia/Kolkata"),
        ("munich", "Europe/Berlin"),
        ("Tel Aviv", "Asia/Tel_Aviv"),
        ("beijing", "Asia/Shanghai"),
        ("krakow", "Europe/Warsaw"),
        ("wroclaw", "Europe/Warsaw"),
        ("Düssel", "Europe/Berlin"),
        ("dusseldorf", "Europe/Berlin"),
    ],
)
def test_a_city_completes_to_its_zone(typed: str, zone: str) -> None:
    assert suggestions(ZONE, typed)[0] == zone


@pytest.mark.parametrize(("city", "zone"), CITIES.items())
def test_a_city_is_taken_as_it_is_written(city: str, zone: str) -> None:
    assert choose_zone(city) == choose_zone(city.lower()) == zone
    assert read_zone(zone) == zone
    assert zone in suggest_zones(city)


def test_a_city_of_the_table_has_no_iana_name_of_its_own() -> None:
    named = {zone.rpartition("/")[2].replace("_", " ") for zone in suggest_zones("")}
    assert set(CITIES) & named == set()


def test_an_iana_name_comes_before_a_city_that_begins_alike() -> None:
    assert suggest_zones("berl")[0] == "Europe/Berlin"
    assert suggest_zones("los")[0] == "America/Los_Angeles"


@pytest.mark.parametrize(("typed", "places"), ABBREVIATIONS.items())
def test_an_abbreviation_is_refused_with_places_to_name(typed: str, places: str) -> None:
    for written in (typed, typed.lower(), f" {typed} "):
        with pytest.raises(Refusal, match="does not say where") as refused:
            choose_zone(written)
        assert places in refused.value.sentence
    for place in places.replace(" or ", ", ").split(", "):
        assert choose_zone(place) == place
    assert typed not in suggest_zones(typed)


@pytest.mark.parametrize("typed", ["UTC", "GMT", "Etc/GMT-3", "Europe/Kyiv"])
def test_a_name_that_means_one_zone_is_taken(typed: str) -> None:
    assert choose_zone(typed) == typed


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("paris", "Europe/Paris"),
        ("New York", "America/New_York"),
        ("new_york", "America/New_York"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("sao paulo", "America/Sao_Paulo"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Istanbul", "Europe/Istanbul"),
        ("Ho Chi Minh", "Asia/Ho_Chi_Minh"),
    ],
)
def test_a_city_that_gives_a_zone_its_name_is_taken_as_it_is_written(typed: str, zone: str) -> None:
    assert choose_zone(typed) == zone


def test_a_city_means_the_same_time_by_whatever_name_its_zone_goes() -> None:
    compared = 0
    for zone in suggest_zones(""):
        city = zone.rpartition("/")[2]
        if zone.startswith(("Etc/", "US/", "Canada/", "Chile/")):
            continue
        found = None if city.upper() in ABBREVIATIONS else choose_zone(city)
        if found is not None:
            compared += 1
            for month in range(1, 13):
                moment = datetime(2026, month, 15, tzinfo=UTC)
                here, there = ZoneInfo(zone), ZoneInfo(found)
                assert moment.astimezone(here).utcoffset() == moment.astimezone(there).utcoffset()
    assert compared > 400


@pytest.mark.parametrize("typed", ["north", "south", "Central", "Etc", "General"])
def test_a_direction_is_no_city(typed: str) -> None:
    assert choose_zone(typed) is None


def test_what_is_no_place_is_none() -> None:
    assert choose_zone("Atlantis") is None
    assert choose_zone("") is None


@pytest.mark.parametrize("typed", ["UTC+2", "gmt-5", "GMT+5:30", "UTC +10"])
def test_hours_from_utc_name_no_place(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        choose_zone(typed)
    assert "does not say what the clocks do in summer" in refused.value.sentence
    assert choose_zone("GMT+0") == "GMT+0"
