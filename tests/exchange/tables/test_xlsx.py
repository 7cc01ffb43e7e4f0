"""Workbooks: values as people see them, nothing followed, nothing evaluated, nothing unpacked."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tei_edition.exchange.tables.sheet import Unreadable
from tei_edition.exchange.tables.xlsx import package, read_workbook
from tei_edition.exchange.tables.xlsx.numbers import Shown, number_text, shown_as

_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _packed(sheet: str, *, name: str = "xl/worksheets/sheet1.xml", **parts: str) -> bytes:
    """A workbook with one sheet, as bytes; ``parts`` are further parts by name with _ for /."""
    stream = io.BytesIO()
    workbook = (
        f'<workbook xmlns="{_NS}" xmlns:r="{_REL}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>"
    )
    relations = f'<R><Relationship Id="r1" Target="{name.removeprefix("xl/")}"/></R>'
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", workbook)
        archive.writestr("xl/_rels/workbook.xml.rels", parts.pop("relations", relations))
        archive.writestr(name, sheet)
        for part, content in parts.items():
            archive.writestr(f"xl/{part}.xml", content)
    return stream.getvalue()


def _sheet(rows: str, behind: str = "") -> str:
    return f'<worksheet xmlns="{_NS}"><sheetData>{rows}</sheetData>{behind}</worksheet>'


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_values_are_what_people_see(epoch: datetime.datetime | None) -> None:
    book = openpyxl.Workbook()
    if epoch is not None:
        book.epoch = epoch
    sheet = book.active
    sheet.append(["sender", "date", "gnd", "year", "sent"])
    sheet.append(["Jörg & Söhne", datetime.date(1979, 11, 16), 118540238, 1842, True])
    sheet.append([None, datetime.datetime(1979, 11, 16, 9, 30), 1.5, "1842", "=1+1"])
    sheet["D3"].number_format = "General"
    sheet["A4"], sheet["B4"] = "month", datetime.date(1979, 11, 1)
    sheet["B4"].number_format = "mmmm yyyy"
    (found,) = read_workbook("t.xlsx", _saved(book))
    assert [row.cells for row in found.rows[1:]] == [
        ("Jörg & Söhne", "1979-11-16", "118540238", "1842", "true"),
        ("", "1979-11-16T09:30:00", "1.5", "1842"),
        ("month", "1979-11"),
    ]
    # openpyxl writes formulas without values; what is not saved is not computed.
    assert [(one.code, one.location.line, one.location.column) for one in found.findings] == [
        ("EXC111", 3, 5)
    ]


def test_sheets_rows_and_merged_cells() -> None:
    book = openpyxl.Workbook()
    book.active.title = "First"
    second = book.create_sheet("Second")
    for row in (["sender", "date"], ["Anna", "1842"], [None, "1843"], [None, None], ["Eva", "1"]):
        second.append(row)
    second.merge_cells("A2:A3")
    book.create_sheet("Hidden").sheet_state = "hidden"
    sheets = {sheet.name: sheet for sheet in read_workbook("t.xlsx", _saved(book))}
    assert [(row.line, row.cells) for row in sheets["Second"].rows[1:]] == [
        (2, ("Anna", "1842")),
        (3, ("Anna", "1843")),
        (5, ("Eva", "1")),
    ]
    assert [one.code for one in sheets["Second"].findings] == ["EXC104"]
    assert [one.code for one in sheets["Hidden"].findings] == ["EXC113"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", Shown.NUMBER),
        ("0.00E+00", Shown.NUMBER),
        ('0 "days"', Shown.NUMBER),
        ("[$-407]d. mmmm yyyy", Shown.DAY),
        ("yyyy", Shown.YEAR),
        ("mmm yy;@", Shown.MONTH),
        ("hh:mm", Shown.TIME),
        ("[h]:mm", Shown.TIME),
        ("[Red]#,##0", Shown.NUMBER),
        ("dd/mm/yyyy hh:mm", Shown.MOMENT),
    ],
)
def test_formats(code: str, shown: Shown) -> None:
    assert shown_as(164, code) is shown


@pytest.mark.parametrize(
    ("serial", "from_1904", "text"),
    [
        ("1", False, "1900-01-01"),
        ("59", False, "1900-02-28"),
        ("60", False, "1900-02-29"),
        ("61", False, "1900-03-01"),
        ("0", True, "1904-01-01"),
        ("29175", False, "1979-11-16"),
        ("2958465", False, "9999-12-31"),
        ("2958465", True, "2958465"),
        ("-5", False, "-5"),
        ("1e400", False, "1e400"),
        ("x", False, "x"),
    ],
)
def test_serial_numbers(serial: str, from_1904: bool, text: str) -> None:
    assert number_text(serial, Shown.DAY, from_1904=from_1904) == text


def test_what_a_formula_gave_is_read_and_errors_are_told() -> None:
    cells = '<c r="A1" t="str"><f>A2</f><v>Anna</v></c><c r="B1" t="e"><v>#REF!</v></c>'
    (found,) = read_workbook("t.xlsx", _packed(_sheet(f'<row r="1">{cells}</row>')))
    assert found.rows[0].cells == ("Anna",)
    assert "#REF!" in found.findings[0].message


def test_links_out_of_the_archive_are_not_followed() -> None:
    relations = '<R><Relationship Id="r1" Target="file:///etc/passwd" TargetMode="External"/></R>'
    assert read_workbook("t.xlsx", _packed(_sheet(""), relations=relations)) == ()
    climbing = '<R><Relationship Id="r1" Target="../../../../etc/passwd"/></R>'
    assert read_workbook("t.xlsx", _packed(_sheet(""), relations=climbing)) == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 and then nothing",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old or a locked file",
        _packed('<!DOCTYPE a [<!ENTITY x "y">]><worksheet/>'),
        _packed("<worksheet>"),
        _packed(_sheet(""))[:-30],
    ],
)
def test_broken_archives_are_one_finding(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read_workbook("t.xlsx", data)
    assert caught.value.finding.code == "EXC100"


def test_a_part_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PART", 100_000)
    data = _packed(_sheet("<row/>" + " " * 1_000_000))
    assert len(data) < 10_000
    with pytest.raises(Unreadable, match="more than 100000 bytes"):
        read_workbook("t.xlsx", data)


def test_cells_far_out_and_ranges_without_end_cost_nothing() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c>'
        '<c r="XFD1" t="inlineStr"><is><t>b</t></is></c></row>'
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    )
    merges = "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 3 + "</mergeCells>"
    (found,) = read_workbook("t.xlsx", _packed(_sheet(rows, merges)))
    assert [(row.line, row.cells) for row in found.rows] == [(1, ("a",)), (1_048_576, ("a",))]
    assert [one.code for one in found.findings] == ["EXC111", "EXC104"]


def test_one_long_text_in_thousands_of_cells_is_refused() -> None:
    cells = "".join(f'<row r="{n}"><c t="s"><v>0</v></c></row>' for n in range(1, 4000))
    strings = f'<sst xmlns="{_NS}"><si><t>{"x" * 30_000}</t></si></sst>'
    with pytest.raises(Unreadable, match="characters"):
        read_workbook("t.xlsx", _packed(_sheet(cells), sharedStrings=strings))
