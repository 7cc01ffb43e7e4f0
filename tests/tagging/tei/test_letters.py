"""Letters of other projects, tagged with the projects' own registers."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tei_edition.model.mention import MentionKind
from tei_edition.registers.entity import Registers
from tei_edition.registers.read import read_entities
from tei_edition.tagging.tei.tag import TeiRequest, tag_tei
from tei_edition.tei.read import parse_xml, read_xml
from tei_edition.tei.text_of import text_of

pytestmark = pytest.mark.shared


def letters(project: Path) -> list[Path]:
    return [path for path in sorted(project.rglob("*.xml")) if "indices" not in path.parts]


def request_of(project: Path) -> TeiRequest:
    indices = sorted(project.glob("indices/*.xml"))
    parts = [(path, read_entities(read_xml(path, path.name), path.name)) for path in indices]
    files = {entity.id: path for path, entities in parts for entity in entities}
    return TeiRequest(Registers.joined(entities for _, entities in parts), files)


@pytest.mark.parametrize(
    ("name", "number", "least"),
    [("dehmel", 40, 50), ("schnitzler", 40, 50), ("suriano", 40, 200), ("sig-correspdesc", 11, 1)],
)
def test_only_tags_and_only_once(
    name: str, number: int, least: int, shared: Path, tmp_path: Path
) -> None:
    project = shared / "corpora/letters" / name
    request, tags, done = request_of(project), 0, []
    for path in letters(project):
        data = path.read_bytes()
        result = tag_tei(data, path, path.name, request)
        assert not [f for f in result.findings if f.code in ("TAG020", "XML001")]
        before, after = parse_xml(data, "a").getroot(), parse_xml(result.after, "a").getroot()
        assert text_of(before) == text_of(after), path
        added = Counter(e.tag for e in after.iter("*")) - Counter(e.tag for e in before.iter("*"))
        assert added.total() >= len(result.mentions), path
        assert tag_tei(result.after, path, path.name, request).after == result.after, path
        tags += len(result.mentions)
        done.append(tmp_path / path.name)
        done[-1].write_bytes(result.after)
    assert len(done) == number
    assert tags >= least
    jing = shutil.which("jing")
    if jing:
        schema = next((shared / "schema").rglob("tei_all.rng"))
        assert faults(jing, schema, done) == faults(jing, schema, letters(project))


def faults(jing: str, schema: Path, files: list[Path]) -> Counter[tuple[str, str]]:
    """jing's messages by file, without lines and columns."""
    run = subprocess.run(
        [jing, str(schema), *map(str, files)], capture_output=True, text=True, check=False
    )
    lines = (re.match(r"(.*?):\d+:\d+: (.*)", line) for line in run.stdout.splitlines())
    return Counter((Path(match[1]).name, match[2]) for match in lines if match)


def test_places_of_the_registers_are_linked(shared: Path) -> None:
    project = shared / "corpora/letters/dehmel"
    request = request_of(project)
    path = project / "letters/HANSb313117.xml"
    result = tag_tei(path.read_bytes(), path, path.name, request)
    places = [mention for mention in result.mentions if mention.kind is MentionKind.PLACE]
    assert [mention.ref for mention in places] == ["gnd_4078236-0"]
    assert b'ref="../indices/register.xml#gnd_4078236-0"' in result.after
