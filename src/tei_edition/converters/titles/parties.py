"""Several parties, with commas and conjunctions: who wrote, who was written to, who met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tei_edition.converters.titles.naming import Context
from tei_edition.converters.titles.pieces import Piece, PieceKind, classify
from tei_edition.converters.titles.tokens import Kind, Token
from tei_edition.model.mention import Certainty
from tei_edition.model.metadata import Agent, PlaceReference

__all__ = ["Parties", "read_parties"]


@dataclass(frozen=True, slots=True)
class Parties:
    """Who stands on one side of a letter, or who took part; ``strong`` if a word proves it.

    ``complete`` is False where some words could not be understood.
    """

    agents: tuple[Agent, ...] = ()
    places: tuple[PlaceReference, ...] = ()
    strong: bool = False
    complete: bool = True

    def __bool__(self) -> bool:
        return bool(self.agents or self.places)


@dataclass(frozen=True, slots=True)
class _Item:
    piece: Piece
    tokens: tuple[Token, ...]
    joined: str  # "", "comma" or "and": what stands before it


def read_parties(
    context: Context,
    tokens: Sequence[Token],
    *,
    by_wire: bool = False,
    list_of_places: bool = False,
) -> Parties:
    """Read the words for one or several parties.

    ``by_wire`` says that a bare name of a city stands for whoever sent or received there, as in
    "Telegram from Vienna to Rome"; ``list_of_places`` that behind it more of them may follow, known
    or not.
    """
    items = list(_items(context, _trimmed(tokens)))
    complete = True
    for index, item in enumerate(items):
        if item.piece.kind is PieceKind.OTHER:
            items, complete = items[:index], False
            break
    return _Collector(context, by_wire, list_of_places).collect(items, complete=complete)


def _trimmed(tokens: Sequence[Token]) -> list[Token]:
    marks = (Kind.COMMA, Kind.SEMICOLON, Kind.COLON, Kind.DASH, Kind.OTHER)
    rest = list(tokens)
    while rest and rest[0].kind in marks:
        rest.pop(0)
    while rest and rest[-1].kind in marks:
        rest.pop()
    return rest


def _items(context: Context, tokens: list[Token]) -> Iterator[_Item]:
    """The pieces between commas and those conjunctions that join parties."""
    joined = ""
    for group in _split_commas(tokens):
        for part in _split_conjunctions(context, group):
            joined = part.joined or joined
            yield _Item(classify(context, part.tokens), part.tokens, joined)
        joined = "comma"


def _split_commas(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    group: list[Token] = []
    for token in tokens:
        if token.kind in (Kind.COMMA, Kind.SEMICOLON):
            if group:
                yield group
            group = []
        else:
            group.append(token)
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class _Part:
    tokens: tuple[Token, ...]
    joined: str = ""


def _split_conjunctions(context: Context, group: list[Token]) -> list[_Part]:
    conjunctions = context.words.conjunctions
    if group and group[0].folded in conjunctions:
        return [replace(part, joined=part.joined or "and") for part in _split(context, group[1:])]
    return _split(context, group)


def _split(context: Context, group: list[Token]) -> list[_Part]:
    """Divide at those conjunctions that have a party on either side."""
    parts: list[_Part] = []
    start = 0
    for index in range(1, len(group) - 1):
        if index <= start or group[index].folded not in context.words.conjunctions:
            continue
        left, right = group[start:index], group[index + 1 :]
        if not _shares_complement(context, left, right) and _joins(context, left, right):
            parts.append(_Part(tuple(left), "and" if parts else ""))
            start = index + 1
    return [*parts, _Part(tuple(group[start:]), "and" if parts else "")]


def _joins(context: Context, left: list[Token], right: list[Token]) -> bool:
    before = classify(context, left)
    if before.kind is PieceKind.OTHER:
        return False
    conjunctions = context.words.conjunctions
    end = next((i for i, token in enumerate(right) if token.folded in conjunctions), len(right))
    if _is_party(context, right[:end]):
        return True
    return before.kind is not PieceKind.ROLE and _is_party(context, right)


def _is_party(context: Context, tokens: Sequence[Token]) -> bool:
    return classify(context, tokens).kind not in (PieceKind.OTHER, PieceKind.SUFFIX)


def _shares_complement(context: Context, left: list[Token], right: list[Token]) -> bool:
    """ "Doge and Senate of Venice": a bare office or body, and another that has an "of"."""
    words = context.words
    bare = [token for token in left if not words.is_article(token)]
    if not 1 <= len(bare) <= 2 or words.is_article(right[0]):
        return False
    heads = (words.roles, words.institutions)
    before = any((m := phrases.match(bare, 0)) and m[1] == len(bare) for phrases in heads)
    for phrases in heads:
        found = phrases.match(right, 0)
        if found and before:
            return words.preposition(right, found[1], "of") is not None
    return False


class _Collector:
    """Puts pieces together: an office belongs to the name beside it, a city to the party before."""

    def __init__(self, context: Context, by_wire: bool, list_of_places: bool) -> None:
        self.context = context
        self.by_wire = by_wire
        self.list_of_places = list_of_places
        self.agents: list[Agent] = []
        self.places: list[PlaceReference] = []
        self.pending: list[Piece] = []
        self.strong = False
        self.appositive = False  # the last agent has an office behind a comma

    def collect(self, items: list[_Item], *, complete: bool) -> Parties:
        by_wire = self.by_wire and bool(items) and items[0].piece.kind is PieceKind.CITY
        for number, item in enumerate(items):
            last = number == len(items) - 1
            if by_wire and self._is_place_name(item):
                self._add_place(item.piece.name or item.piece.role)
            else:
                self._add(item, last=last)
        self._flush()
        return Parties(tuple(self.agents), tuple(self.places), self.strong, complete)

    def _is_place_name(self, item: _Item) -> bool:
        piece = item.piece
        if piece.kind in (PieceKind.CITY, PieceKind.STATE):
            return True
        short = not piece.strong and len(piece.name) <= 2
        return self.list_of_places and piece.kind is PieceKind.PERSON and short

    def _add(self, item: _Item, *, last: bool) -> None:
        piece, behind_comma = item.piece, item.joined == "comma"
        self.strong = self.strong or piece.strong
        match piece.kind:
            case PieceKind.SUFFIX:
                self._lengthen(piece)
            case PieceKind.ROLE:
                self._add_office(piece, item.joined)
            case PieceKind.ORG:
                if behind_comma and self.pending:
                    self._extend_office(piece)
                elif behind_comma and self._last_is("person"):
                    self._attach(piece.name)
                else:
                    self._flush()
                    self._append(piece.name, "org", ())
            case PieceKind.CITY | PieceKind.STATE:
                self._add_geographic(piece, behind_comma=behind_comma)
            case _:
                self._add_person(piece, behind_comma=behind_comma, last=last)

    def _add_person(self, piece: Piece, *, behind_comma: bool, last: bool) -> None:
        in_office = bool(self.pending) and behind_comma
        if in_office and piece.in_parenthesis and piece.name[0].start < piece.role[0].start:
            # "the Commander in Chief, Pacific (Sharp)": the name is what stands in parentheses
            piece = replace(piece, name=piece.role, role=piece.name)
        if in_office and (piece.in_parenthesis or not piece.role):
            roles = [token for office in self.pending for token in office.role]
            self.pending.clear()
            self._append(piece.name, "person", (*roles, *piece.role))
        elif self._is_residence(piece, behind_comma=behind_comma, last=last):
            self._add_place(piece.name)
        else:
            self._flush()
            self._append(piece.name, "person", piece.role)
        if piece.place:
            self._add_place(piece.place)

    def _is_residence(self, piece: Piece, *, behind_comma: bool, last: bool) -> bool:
        """ "Christofforo Suriano, Ilshofen": one bare word behind the only, fully named party."""
        if not (behind_comma and last) or piece.strong or piece.role or len(piece.name) > 2:
            return False
        return len(self.agents) == 1 and " " in self.agents[0].name and not self.places

    def _add_office(self, piece: Piece, joined: str) -> None:
        appositive = joined == "comma" and self._last_is("person") and not self.pending
        if appositive and (not self.agents[-1].role or self.appositive):
            self._attach(piece.role)
            self.appositive = True
        elif joined == "and" and self.appositive:
            self._attach(piece.role)
        else:
            if joined != "and" or not self.pending:
                self._flush()
            self.pending.append(piece)

    def _add_geographic(self, piece: Piece, *, behind_comma: bool) -> None:
        if behind_comma and self.pending:  # "the Commander in Chief, Europe"
            self._extend_office(piece)
        elif (behind_comma and self.agents) or (piece.kind is PieceKind.CITY and self.by_wire):
            self._add_place(piece.name)
        else:
            self._flush()
            kind = "place" if piece.kind is PieceKind.STATE else ""
            certainty = Certainty.HIGH if kind else Certainty.MEDIUM
            self._append(piece.name, kind, (), certainty)

    def _extend_office(self, piece: Piece) -> None:
        office = self.pending[-1]
        self.pending[-1] = replace(office, role=(*office.role, *piece.name))

    def _last_is(self, kind: str) -> bool:
        return bool(self.agents) and self.agents[-1].kind == kind

    def _attach(self, role: Sequence[Token]) -> None:
        agent = self.agents[-1]
        text = ", ".join(part for part in (agent.role, self.context.text(role)) if part)
        self.agents[-1] = replace(agent, role=text)

    def _lengthen(self, piece: Piece) -> None:
        if self._last_is("person"):
            agent = self.agents[-1]
            name = f"{agent.name}, {piece.name[0].text}"
            end = piece.name[0].end
            self.agents[-1] = replace(agent, name=name, end=end)

    def _flush(self) -> None:
        """Offices whose holder is not named stand for themselves."""
        for office in self.pending:
            self._append(office.role, "person", office.role)
        self.pending.clear()

    def _append(
        self,
        name: Sequence[Token],
        kind: str,
        role: Sequence[Token],
        certainty: Certainty = Certainty.HIGH,
    ) -> None:
        self.appositive = False
        self.agents.append(
            Agent(
                self.context.text(name),
                kind,
                role=self.context.text(role),
                certainty=certainty,
                start=name[0].start,
                end=name[-1].end,
            )
        )

    def _add_place(self, tokens: Sequence[Token]) -> None:
        self.places.append(PlaceReference(self.context.text(tokens)))
