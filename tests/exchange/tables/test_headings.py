"""What headings say of columns, in four languages and many habits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.exchange.tables.fields import FIELDS
from tei_edition.exchange.tables.headings import field_of_heading

_SAME = {
    "sender": "Sender|Absender|Expéditeur|Mittente|Verfasserin|From|von|Sender name|Absender 2",
    "recipient": "addressee|Recipient|Empfänger|Adressatin|Destinataire|Destinatario|to|an",
    "place-from": "senderPlace|Absendeort|Schreibort|Lieu d'expédition|Luogo di spedizione|Ort"
    "|place_of_sending|Place of origin",
    "place-to": "addresseePlace|Empfangsort|Lieu de destination|Luogo di arrivo|sent_to",
    "date": "senderDate|Datum|Absendedatum|Date d'envoi|Data|Date sent|Dated",
    "received": "addresseeDate|Empfangsdatum|Date de réception|Data di ricezione|received",
    "date.from": "date_from|von (Datum)|senderDateFrom",
    "date.not-before": "notBefore|Date (not before)|Terminus post quem|frühestes Datum",
    "date.year": "Year|Jahr|Année|Anno",
    "sender.gnd": "GND Absender|Absender-GND|sender_gnd|GND-Nr. des Absenders",
    "sender.surname": "Nachname Absender|Sender Last Name",
    "place-from.id": "senderPlaceID|sent_from_id",
    "place-from.geonames": "Sender Place GeoNames|Absendeort (GeoNames)",
    "recipient.org": "addresseeOrg",
    "shelfmark": "Signatur|Cote|Segnatura|Shelfmark",
    "languages": "Sprache|Langue|Lingua|Language",
    ".gnd": "GND|GND-Nr.",
}


@pytest.mark.parametrize(
    ("heading", "field"), [(one, field) for field, all_ in _SAME.items() for one in all_.split("|")]
)
def test_headings_in_four_languages(heading: str, field: str) -> None:
    assert field_of_heading(heading) == field


@pytest.mark.parametrize("heading", ["publicationReady", "Publisher", "Order", "42", "", "Umfang"])
def test_what_is_no_field_is_left_alone(heading: str) -> None:
    assert field_of_heading(heading) is None


@given(st.text(max_size=60))
def test_any_heading_has_a_field_that_there_is_or_none(heading: str) -> None:
    field = field_of_heading(heading)
    assert field is None or field == "" or field.startswith(".") or field in FIELDS
