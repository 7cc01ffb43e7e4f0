"""Values for the data types of letters.rnc, ordinary ones and ones at the edges."""

from __future__ import annotations

from random import Random

from .grammar import EMPTY, Pattern

# By name of the XSD type, for data without facets.
_BY_TYPE = {
    "string": ("x", "two words", "<&>\"'", "line\nbreak", ""),
    "token": ("([a-z]+)", "(.*)", "x y"),
    "boolean": ("true", "false", "1", "0"),
    "decimal": ("0", "1.5", "-3", "+0.250", "12345678901234567890"),
    "nonNegativeInteger": ("0", "1", "007", "12"),
    "language": ("en", "de-AT", "sr-Latn", "x-klingon", "ko"),
    "NCName": ("tei-edition", "_x", "Ärger.2"),
    "date": ("1979-11-16", "2024-02-29", "-0044-03-15", "1979-11-16Z", "1979-11-16+09:00"),
    "gYearMonth": ("1979-11", "1600-02"),
    "gYear": ("1979", "-0044", "12024"),
    "gMonth": ("--11",),
    "gMonthDay": ("--02-29", "--12-31"),
    "gDay": ("---31",),
    "time": ("09:05:00", "23:59:59.5", "12:00:00Z"),
    "dateTime": ("1979-11-16T09:05:00", "1979-11-16T23:59:59+01:00"),
}

# By facet.
_BY_PATTERN = {
    r"[^\p{C}\p{Z}]+": ("x", "letter-spaced", "漢字", "a.b:c/d", "é"),
    r"\S+": ("#tei-edition", "person:kim-il-sung", "https://example.org/a?b=c%20d#e", "../x.xml"),
    r"[0-9.,DHMPRSTWYZ/:+\-]+": ("1979-W46-5", "1979-11/1980-01", "P3D", "19791116"),
    r"-?[0-9]+(\.[0-9]+)?,-?[0-9]+(\.[0-9]+)?": ("0,0", "10.5,-3", "640,480"),
    r"[0-9]+(\.[0-9]+)?(%|cm|mm|in|pt|pc|px|em)": ("100%", "12.5cm", "640px"),
    r"[0-9]+[a-z]*[0-9]*(\.[0-9]+[a-z]*[0-9]*){0,3}": ("1", "0.1.0", "2.0b1", "1.2.3.4"),
    r"[0-9]+(\.[0-9]+){0,2}": ("5", "4.9", "4.9.0"),
    r".+": (".", " ", ", "),
    r"[a-z][a-z0-9+.\-]*": ("person", "x", "a-b.c+d"),
}


def sample(pattern: Pattern, random: Random) -> str:
    """One value of an attribute; ValueError for a data type or facet that is not known here."""
    match pattern[0]:
        case "text":
            return random.choice(_BY_TYPE["string"])
        case "value":
            return str(pattern[2])
        case "choice":
            members = sorted((member for member in pattern[1] if member != EMPTY), key=repr)
            return sample(random.choice(members), random)
        case "list":
            return " ".join(_items(pattern[1], random))
        case "data":
            return _data(pattern, random)
        case _:
            raise ValueError(f"no sample for {pattern}")


def _items(pattern: Pattern, random: Random) -> list[str]:
    match pattern[0]:
        case "empty":
            return []
        case "group":
            return [item for member in pattern[1] for item in _items(member, random)]
        case "oneOrMore":
            return [i for _ in range(random.randint(1, 3)) for i in _items(pattern[1], random)]
        case "choice" if EMPTY in pattern[1]:
            members = sorted((member for member in pattern[1] if member != EMPTY), key=repr)
            return _items(random.choice(members), random) if random.random() < 0.5 else []
        case _:
            return [sample(pattern, random)]


def _data(pattern: Pattern, random: Random) -> str:
    _, kind, params = pattern
    values = _BY_PATTERN.get(params[0][1]) if params else _BY_TYPE.get(kind)
    if values is None:
        raise ValueError(f"add samples for xsd:{kind} {params} to sample_values.py")
    return random.choice(values)
