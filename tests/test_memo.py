"""Values that are found out once, digests, and files that are made once."""

from __future__ import annotations

import datetime
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from pydantic import TypeAdapter

from tei_edition.digest import digest_of
from tei_edition.findings import Fault, Location, Severity
from tei_edition.memo import Answers, Asked, Heard, Memo
from tei_edition.model.output import Loss, OutputFile, Standing
from tei_edition.store import Store
from tei_edition.transformers.press import Flawed, Press

WORDS = TypeAdapter(list[str])


class Colour(Enum):
    RED = "red"
    BLUE = "red "


@dataclass(frozen=True)
class Pair:
    left: object
    right: object = None
    noted: str = field(default="", compare=False)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.binary(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=2), inner, max_size=3)
        | st.builds(Pair, inner, inner)
    ),
    max_leaves=8,
)


def shown(value: object) -> str:
    """A value with its types: True is not 1, and the order of a mapping counts."""
    if isinstance(value, dict):
        return f"dict{[(shown(key), shown(value[key])) for key in value]}"
    if isinstance(value, tuple):
        return f"tuple{[shown(one) for one in value]}"
    if isinstance(value, Pair):
        return f"Pair{shown((value.left, value.right))}"
    return f"{type(value).__name__} {value!r}"


@given(PLAIN, PLAIN)
def test_digests_are_the_same_for_the_same(one: object, other: object) -> None:
    assert digest_of(one) == digest_of(pickle.loads(pickle.dumps(one)))
    assert (digest_of(one) == digest_of(other)) == (shown(one) == shown(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", Markup("a")),
        (("a", "b"), ("ab",)),
        (("a",), ["a"]),
        (1, True),
        (1, 1.0),
        (Colour.RED, Colour.BLUE),
        (Pair("a"), Pair(("a",))),
        (Path("a"), "a"),
        (datetime.date(1979, 11, 16), "1979-11-16"),
        ({"a", "b"}, {"a"}),
        ("\ud800", "\ud801"),
    ],
)
def test_digests_differ(one: object, other: object) -> None:
    assert digest_of(one) != digest_of(other)


def test_what_is_not_compared_makes_no_difference() -> None:
    assert digest_of(Pair(1, noted="a")) == digest_of(Pair(1, noted="b"))
    assert digest_of({"b", "a"}) == digest_of(frozenset({"a", "b"}))


@pytest.mark.parametrize("value", [object(), len, iter(()), (1, [lambda: 1])])
def test_what_cannot_be_seen_into_has_no_digest(value: object) -> None:
    with pytest.raises(TypeError, match="no plain value"):
        digest_of(value)


class World:
    """What is asked; counts how often something is found out."""

    def __init__(self, path: Path) -> None:
        self.path, self.found = path, 0
        self.names = {"anna": "Anna", "otto": "Otto"}

    def ask(self, *ids: str, inputs: object = "text") -> list[str]:
        memo = Memo(Store(self.path), "common")

        def find_out(asked: Asked) -> list[str]:
            self.found += 1
            names = Heard(self.names, "name", asked)
            return [names.get(one, "?") for one in ids]

        answers = Answers({"name": self.names.get})
        value = memo.value("words", inputs, WORDS, find_out, answers)
        assert memo.store is not None
        memo.store.save()
        return value


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "one.sqlite")


def test_a_value_holds_while_nothing_that_was_asked_changes(world: World) -> None:
    assert world.ask("anna", "nobody") == ["Anna", "?"]
    world.names["otto"] = "Otto II."
    assert world.ask("anna", "nobody") == ["Anna", "?"]
    assert world.found == 1


@pytest.mark.parametrize(("key", "name"), [("anna", "Änne"), ("nobody", "Nemo")])
def test_a_value_holds_no_longer_than_its_answers(world: World, key: str, name: str) -> None:
    world.ask("anna", "nobody")
    world.names[key] = name
    assert name in world.ask("anna", "nobody")
    assert world.found == 2


def test_a_value_holds_no_longer_than_its_inputs(world: World) -> None:
    world.ask("anna")
    world.ask("anna", inputs="other text")
    assert world.found == 2


@pytest.mark.parametrize(
    "kept", [b"", b"no JSON", b"[]", b'{"asked": [["age", "a", "b"]], "value": []}', b"[" * 9999]
)
def test_what_cannot_be_read_is_found_out_anew(world: World, kept: bytes) -> None:
    store = Store(world.path)
    store.keep("words", digest_of("common", "text"), kept)
    store.save()
    assert world.ask("anna") == ["Anna"]


def test_who_listens_cannot_be_listed() -> None:
    heard = Heard({"a": 1}, "number", Asked())
    with pytest.raises(TypeError):
        list(heard)
    with pytest.raises(TypeError):
        len(heard)


def press_of(tmp_path: Path) -> Press:
    return Press(Memo(Store(tmp_path / "one.sqlite")), tmp_path / "site")


def write(press: Press, files: Iterator[OutputFile]) -> list[OutputFile]:
    """What publishing does with files."""
    done = list(files)
    for file in done:
        content = file.content
        (press.folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        (press.folder / file.path).write_bytes(content)
    assert press.memo.store is not None
    press.memo.store.save()
    return done


def made(press: Press, *items: int, prefix: str = "") -> list[OutputFile]:
    return write(press, press.each(items, Making(press, prefix)))


class Making:
    """A file for each number; a number's content is what its prefix makes it."""

    def __init__(self, press: Press, prefix: str) -> None:
        self.press, self.prefix = press, prefix

    def __call__(self, item: int) -> Iterator[OutputFile]:
        content = f"{self.prefix}{item}".encode()
        yield self.press.file(f"pages/{item}.html", (item, self.prefix), lambda: content)


def test_a_file_is_made_once(tmp_path: Path) -> None:
    made(press_of(tmp_path), 1, 2)
    again = press_of(tmp_path)
    files = made(again, 1, 2)
    assert again.made == []
    assert all(isinstance(file.source, Standing) for file in files)
    assert [file.content for file in files] == [b"1", b"2"]
    assert [file.size for file in files] == [1, 1]


def test_a_file_is_made_again_for_other_inputs_or_if_it_was_touched(tmp_path: Path) -> None:
    made(press_of(tmp_path), 1, 2, 3)
    (tmp_path / "site/pages/1.html").write_bytes(b"by hand")
    (tmp_path / "site/pages/2.html").unlink()
    again = press_of(tmp_path)
    assert [file.content for file in made(again, 1, 2, 3)] == [b"1", b"2", b"3"]
    assert again.made == ["pages/1.html", "pages/2.html"]
    other = press_of(tmp_path)
    assert [file.content for file in made(other, 1, prefix="no ")] == [b"no 1"]
    assert other.made == ["pages/1.html"]


def test_several_processes_make_and_keep_the_same(tmp_path: Path) -> None:
    items = range(100)
    many = Press(Memo(Store(tmp_path / "one.sqlite")), tmp_path / "site", jobs=2)
    files = write(many, many.each(items, Making(many, "")))
    assert [file.content for file in files] == [str(item).encode() for item in items]
    assert many.made == [f"pages/{item}.html" for item in items]
    again = press_of(tmp_path)
    made(again, *items)
    assert again.made == []


def test_files_that_are_made_together(tmp_path: Path) -> None:
    def make() -> Iterator[OutputFile]:
        yield OutputFile("search/a", b"a")
        yield OutputFile("search/b", b"b")

    first = press_of(tmp_path)
    write(first, first.files("search", 1, make))
    assert first.made == ["search/a", "search/b"]
    again = press_of(tmp_path)
    assert [file.content for file in write(again, again.files("search", 1, make))] == [b"a", b"b"]
    assert again.made == []
    (tmp_path / "site/search/b").unlink()
    mended = press_of(tmp_path)
    write(mended, mended.files("search", 1, make))
    assert mended.made == ["search/a", "search/b"]


def test_files_that_are_made_together_keep_what_they_were_made_of(tmp_path: Path) -> None:
    def run(press: Press, inputs: int) -> list[OutputFile]:
        return write(press, press.files("group", inputs, lambda: Making(press, "")(0)))

    first, second, third = (press_of(tmp_path) for _ in range(3))
    for press, inputs in ((first, 1), (second, 1), (third, 2)):
        run(press, inputs)
    assert (first.made, second.made, third.made) == (["pages/0.html"], [], [])


def test_losses_are_told_again(tmp_path: Path) -> None:
    loss = Loss(
        Fault("TST001", "lost", Severity.NOTE, "Lost.\n"), "lost", "mend", Location("a.xml", 3), 2
    )

    def make() -> Iterator[OutputFile]:
        yield OutputFile("a", b"a", (loss,), is_indexed=False)

    first, second = press_of(tmp_path), press_of(tmp_path)
    write(first, first.files("group", 1, make))
    (again,) = write(second, second.files("group", 1, make))
    assert isinstance(again.source, Standing)
    assert (again.losses, again.is_indexed) == ((loss,), False)


def test_questions_behind_files(tmp_path: Path) -> None:
    """A file depends on what was asked for a value, also if that value was kept."""
    world = {"x": "one", "y": "two"}

    def run(name: str) -> list[str]:
        press, known = press_of(tmp_path), Answers({"word": world.get, "other": world.get})

        def find_out(asked: Asked) -> list[str]:
            asked.note("word", "x")
            asked.note("other", "y")
            return [world["x"]]

        def make() -> Iterator[OutputFile]:
            words = press.memo.value("words", 1, WORDS, find_out, known)
            yield OutputFile(name, " ".join(words).encode())

        write(press, press.files(name, 1, make, Answers({"word": world.get})))
        return press.made

    assert run("a") == ["a"]
    assert run("b") == ["b"]  # the words are kept
    assert run("b") == []
    world["y"] = "follows from the inputs"
    assert run("b") == []
    world["x"] = "another"
    assert run("b") == ["b"]


def test_flawed_files_are_made_again_with_their_group(tmp_path: Path) -> None:
    for _ in range(2):
        press = press_of(tmp_path)

        def make(press: Press = press) -> Iterator[OutputFile]:
            yield press.file("a", 1, lambda: Flawed(b"a", ()))

        write(press, press.files("group", 1, make))
        assert press.made == ["a"]
