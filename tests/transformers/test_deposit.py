"""RO-Crate and BagIt, opened and checked by the libraries of those formats."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import bagit
import pytest
from rocrate.rocrate import ROCrate

from tei_edition.edition import Edition, read_edition
from tei_edition.model.config import config_of, read_config
from tei_edition.model.media_types import media_type_of
from tei_edition.model.output import OutputFile
from tei_edition.transformers import bagit as bag_format
from tei_edition.transformers import ro_crate

from .rendering import SPECIMEN


def write(files: Iterable[OutputFile], folder: Path) -> Path:
    for file in files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    return folder


@pytest.fixture
def copied(tmp_path: Path) -> Edition:
    root = tmp_path / "edition"
    shutil.copytree(SPECIMEN, root)
    (root / "sources").mkdir(exist_ok=True)
    (root / "sources/half — note.txt").write_text("A source.\n", encoding="utf-8")
    (root / "README.md").write_text("# Letters\n", encoding="utf-8")
    return read_edition(root, read_config(root))[0]


def test_bag_is_valid(copied: Edition, tmp_path: Path) -> None:
    bag = bagit.Bag(str(write(bag_format.render(copied), tmp_path / "out") / "bag"))
    bag.validate()
    assert bag.info["Payload-Oxum"] == bag_oxum(tmp_path / "out/bag/data")
    assert (tmp_path / "out/bag/data/sources/half — note.txt").is_file()


def bag_oxum(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return f"{sum(path.stat().st_size for path in files)}.{len(files)}"


def test_a_changed_bag_is_not(copied: Edition, tmp_path: Path) -> None:
    folder = write(bag_format.render(copied), tmp_path / "out") / "bag"
    (folder / "data/edition.toml").write_text("x")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(folder)).validate()


def test_crate_is_read_and_describes_every_file(copied: Edition, tmp_path: Path) -> None:
    folder = write(ro_crate.render(copied), tmp_path / "out") / "ro-crate"
    crate = ROCrate(str(folder))
    assert crate.name == copied.config.edition.title
    described = {entity.id for entity in crate.get_entities() if entity.type == "File"}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert {unquote(one) for one in described} == there - {ro_crate.METADATA_NAME}
    letter = next(document for document in copied.documents if document.kind == "letter")
    assert crate.dereference(letter.path)["name"] == letter.metadata.title


def test_percent_signs_in_names_are_escaped_as_the_standard_says(copied: Edition) -> None:
    # The library above does not undo it; RFC 8493, 2.1.3 demands it.
    (copied.root / "sources/50%.txt").write_text("x")
    made = {file.path: file.content for file in bag_format.render(copied)}
    assert "bag/data/sources/50%.txt" in made
    assert b"  data/sources/50%25.txt\n" in made["bag/manifest-sha256.txt"]


def test_what_repositories_miss_is_said(copied: Edition) -> None:
    bare = replace(copied, config=config_of(b'[edition]\ntitle = "Letters"\n'))
    first = next(ro_crate.render(bare))
    assert [loss.fault.code for loss in first.losses] == ["PUB032"] * 3
    (root,) = [e for e in json.loads(first.content)["@graph"] if e["@id"] == "./"]
    assert root["name"] == "Letters"
    assert "license" not in root


def test_no_file_from_outside_is_taken_along(copied: Edition, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not yours")
    (copied.root / "sources/link.txt").symlink_to(secret)
    files = list(ro_crate.render(copied))
    assert all(b"not yours" not in file.content for file in files)
    assert "PUB031" in [loss.fault.code for file in files for loss in file.losses]


def test_hidden_files_stay_at_home(copied: Edition) -> None:
    (copied.root / "sources/.secret").write_text("x")
    assert all("/.secret" not in file.path for file in bag_format.render(copied))


def test_media_types() -> None:
    assert media_type_of("a/B.XML") == "application/tei+xml"
    assert media_type_of("schemas/letters.rng") == "application/xml"
