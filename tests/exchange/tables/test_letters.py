"""Rows become letters: names, ids, dates, places; and what is wrong with a row is one finding."""

from __future__ import annotations

import pytest

from tei_edition.exchange.imported import Imported
from tei_edition.model.mention import MentionKind
from tests.exchange.tables.conftest import Reading


def _codes(imported: Imported) -> list[tuple[str, int]]:
    return [(one.code, one.location.line) for one in imported.findings]


def test_a_german_table(reading: Reading) -> None:
    found = reading(
        "Nr.;Absender;GND Absender;Empfänger;GND Empfänger;Absendeort;Datum;Sprache;Signatur\n"
        "1;Goethe, Johann Wolfgang von;118540238;Schiller, Friedrich;118607626;Weimar;"
        "3. Mai 1797;Deutsch;GSA 28/1\n"
    )
    assert not found.findings
    (letter,) = found.documents
    metadata = letter.metadata
    assert letter.name == "letter-1797-05-03-johann-wolfgang-von-goethe-to-friedrich-schiller"
    assert metadata.title == (
        "Letter 1 from Johann Wolfgang von Goethe to Friedrich Schiller, 3. Mai 1797"
    )
    assert metadata.senders[0].name == "Goethe, Johann Wolfgang von"
    assert metadata.date is not None
    assert metadata.date.attributes == (("when", "1797-05-03"),)
    assert (metadata.languages, metadata.archive.shelfmark) == (("de",), "GSA 28/1")
    goethe, schiller, weimar = found.entities
    assert [(name.text, name.type) for name in goethe.names] == [
        ("Johann Wolfgang von Goethe", "preferred"),
        ("Goethe, Johann Wolfgang von", "sort"),
    ]
    assert [(one.authority, one.value) for one in schiller.identifiers] == [("GND", "118607626")]
    assert (weimar.kind, metadata.place_from and metadata.place_from.ref) == (
        MentionKind.PLACE,
        "weimar",
    )


def test_titles_above_headings_and_parts_in_columns_of_their_own(reading: Reading) -> None:
    found = reading(
        "Briefverzeichnis 2019\n\nVorname Absender,Nachname Absender,GND,an,Jahr,Monat,Tag\n"
        "Anna,Berg,118540238,Eva Thal,1842,5,3\nAnna,Berg,,Eva Thal,1842,,\n"
    )
    first, second = found.documents
    assert first.metadata.date is not None and second.metadata.date is not None
    assert (first.metadata.date.edtf, second.metadata.date.edtf) == ("1842-05-03", "1842")
    # The name without number is that of the one entry that bears it.
    assert [one.metadata.senders[0].ref for one in found.documents] == ["anna-berg", "anna-berg"]
    assert found.entities[0].sort_name == "Berg, Anna"


def test_a_forename_beside_the_sender(reading: Reading) -> None:
    found = reading("Expéditeur;Prénom;Destinataire;Date\nBerg;Anna;Eva;1842\n")
    assert found.documents[0].metadata.senders[0].name == "Anna Berg"


def test_several_values_in_a_cell(reading: Reading) -> None:
    found = reading(
        "sender;senderID;recipient;recipientID;date\n"
        '"Berg, Anna | Thal, Ludwig";"118540238 | 118607626";"A; B";118540238;1842\n'
        '"Berg, Anna\nThal, Ludwig";" | 118607626";A;https://viaf.org/viaf/95218067;1843\n'
    )
    first, second = found.documents
    assert [one.ref for one in first.metadata.senders] == ["anna-berg", "ludwig-thal"]
    assert [one.ref for one in second.metadata.senders] == ["anna-berg", "ludwig-thal"]
    assert _codes(found) == [("EXC109", 2)]
    # B has none; A without its number is A with it, for nobody else bears the name.
    assert [one.ref for one in first.metadata.recipients] == ["a", "b"]


def test_one_name_of_two_persons_is_not_resolved(reading: Reading) -> None:
    found = reading(
        "sender,sender_gnd,date\nAnna Berg,118540238,1842\nAnna Berg,118607626,1843\n"
        "Anna Berg,,1844\n"
    )
    assert [one.metadata.senders[0].ref for one in found.documents] == [
        "anna-berg",
        "anna-berg-2",
        "",
    ]
    assert found.documents[2].assumptions[0].ground.startswith("2 entries bear the name")
    assert any("not resolved" in note for note in found.documents[2].view.notes)


def test_two_numbers_that_one_row_joins_are_one_person(reading: Reading) -> None:
    found = reading(
        "sender,sender_gnd,sender_viaf,date\nA. Berg,118540238,,1842\nAnna Berg,,95218067,1843\n"
        "Anna Berg,118540238,95218067,1844\n"
    )
    assert len(found.entities) == 1
    assert len(found.entities[0].identifiers) == 2
    assert {one.metadata.senders[0].ref for one in found.documents} == {"anna-berg"}


@pytest.mark.parametrize(
    ("written", "attributes"),
    [
        ("1842-05-03", (("when", "1842-05-03"),)),
        ("18420503", (("when", "1842-05-03"),)),
        ("1842-05-00", (("when", "1842-05"),)),
        ("1842-00-00", (("when", "1842"),)),
        ("1842-05-03 00:00:00", (("when", "1842-05-03"),)),
        ("3 mai 1842", (("when", "1842-05-03"),)),
        ("1842/1843", (("from", "1842"), ("to", "1843"))),
    ],
)
def test_dates(reading: Reading, written: str, attributes: tuple[tuple[str, str], ...]) -> None:
    found = reading(f"sender,date\nAnna,{written}\n")
    date = found.documents[0].metadata.date
    assert date is not None and date.attributes == attributes and not found.findings


@pytest.mark.parametrize("written", ["1842|1843", "31.02.1842", "gestern", "1842;1843", "9" * 300])
def test_dates_that_are_none_stay_as_they_are_written(reading: Reading, written: str) -> None:
    found = reading(f"sender,date\nAnna,{written}\nEva,1844\n")
    assert _codes(found) == [("EXC107", 2)]
    date = found.documents[0].metadata.date
    assert date is not None and (date.text, date.edtf) == (written, "")
    assert len(found.documents) == 2


@pytest.mark.parametrize("written", ["o. D.", "s.d.", "undated", "?"])
def test_undated_is_no_fault(reading: Reading, written: str) -> None:
    assert not reading(f"sender,date\nAnna,{written}\n").findings


def test_days_stand_before_months_if_one_date_says_so(reading: Reading) -> None:
    found = reading("sender,date\nAnna,05/03/1842\nEva,05/23/1842\n")
    date = found.documents[0].metadata.date
    assert date is not None and date.edtf == "1842-05-03"


def test_spans_of_columns(reading: Reading) -> None:
    found = reading(
        "sender,notBefore,notAfter,from,to\nA,1842,1843,,\nB,,,1842-05,1842-06\n"
        "C,1843,1842,,\nD,1842,,,\n"
    )
    dates = [one.metadata.date for one in found.documents]
    assert [date and date.attributes for date in dates] == [
        (("notBefore", "1842"), ("notAfter", "1843")),
        (("from", "1842-05"), ("to", "1842-06")),
        (),
        (("notBefore", "1842"),),
    ]
    assert _codes(found) == [("EXC107", 4)]


def test_bad_ids_addresses_languages(reading: Reading) -> None:
    found = reading(
        "id,sender,sender_gnd,url,language,date\n"
        "letter 12/a,Anna,12,javascript:alert(1),gibberish,1842\n"
        "b,Anna,https://d-nb.info/gnd/118540238,https://example.org/1,de; fr,1842\n"
        "b,Anna,,,,1842\n"
        "7,Anna,,,,1842\n"
    )
    assert [one.name for one in found.documents] == ["letter-12-a", "b", "b-2", "letter-7"]
    assert sorted(_codes(found)) == [
        ("EXC105", 4),
        ("EXC106", 2),
        ("EXC108", 2),
        ("EXC110", 2),
        ("EXC111", 2),
    ]
    assert found.documents[0].metadata.edited.address == ""
    assert found.documents[1].metadata.languages == ("de", "fr")


def test_rows_that_are_ragged_empty_or_no_letters(reading: Reading) -> None:
    found = reading(
        "sender,recipient,date,remarks by hand\nAnna\nAnna,Eva,1842,x,y,z\n\n,,,Total 2\n"
        "unknown,Eva,1843\n"
    )
    assert _codes(found) == [("EXC102", 1), ("EXC103", 3), ("EXC104", 4), ("EXC104", 5)]
    assert len(found.documents) == 3
    assert found.documents[2].metadata.senders == ()


def test_files_that_are_no_tables_do_not_stop_the_others(reading: Reading) -> None:
    found = reading(
        {
            "page.csv": "<html><body>Not found</body></html>",
            "empty.csv": "",
            "words.csv": "some,words\nand,more\n",
            "letters.csv": "sender,date\nAnna,1842\n",
        }
    )
    assert len(found.documents) == 1
    assert sorted((one.location.path, one.code) for one in found.findings) == [
        ("empty.csv", "EXC100"),
        ("page.csv", "EXC100"),
        ("words.csv", "EXC100"),
    ]
    assert sorted(view.path for view in found.unread) == ["empty.csv", "page.csv", "words.csv"]


def test_a_mapping_file_decides(reading: Reading) -> None:
    found = reading(
        "who,when,what,state\nAnna,1842,hello,yes\nEva,1843,hi,no\n",
        '[columns]\nwho = "recipient"\nwhen = "date"\nwhat = ""\n'
        '[constants]\nsender = "Ludwig Thal"\n"sender.gnd" = "118540238"\n[only]\nstate = "yes"\n',
    )
    (letter,) = found.documents
    assert letter.metadata.senders[0].ref == "ludwig-thal"
    assert letter.metadata.recipients[0].name == "Anna"
    assert not found.tables[0].is_guess
    assert _codes(found) == [("EXC113", 0)]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ('[columns]\na = "sendr"\n', "'sender'"),
        ("[columns\n", "cannot be read"),
        ("wrong = 1\n", "wrong"),
        ('encoding = "rot13"\n', "no encoding"),
        ("header = -1\n", "header"),
    ],
)
def test_a_mapping_file_that_is_wrong_stops_all(reading: Reading, mapping: str, said: str) -> None:
    found = reading("sender,date\nAnna,1842\n", mapping)
    assert not found.documents
    (finding,) = found.findings
    assert finding.code == "EXC101" and said in finding.message


def test_thousands_of_rows(reading: Reading) -> None:
    rows = "".join(
        f"Person {n % 97},Place {n % 13},{1 + n % 28}.{1 + n % 12}.18{n % 90 + 10}\n"
        for n in range(3000)
    )
    found = reading(f"sender,Ort,Datum\n{rows}")
    assert (len(found.documents), len(found.entities)) == (3000, 110)
    assert len({one.name for one in found.documents}) == 3000
