"""Many findings that are alike: what the text report shows of them, and that nothing gets lost."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.cli.terminal import render_for_terminal
from tei_edition.findings import Finding, Location, Severity
from tei_edition.validation.reports.repetition import without_repetition
from tei_edition.validation.reports.text import render


def finding(number: int, message: str = "same", code: str = "REF001", engine: str = "") -> Finding:
    location = Location(f"f{number // 10}.xml", number % 10 + 1, 1)
    return Finding(location, code, Severity.ERROR, message, "mend it", engine)


def shown(findings: list[Finding]) -> list[str]:
    return [f"{f.message} {more}".strip() for f, more in without_repetition(findings)]


def test_the_first_three_stand_for_all_with_these_words() -> None:
    report = render([finding(n) for n in range(25)])
    assert report.count("same") == 3
    assert report.endswith("    mend it\n    and 22 more like it in 3 files; --json lists all\n")
    assert render([finding(n) for n in range(25)], everything=True).count("same") == 25


def test_four_are_not_worth_a_line() -> None:
    assert shown([finding(n) for n in range(4)]) == ["same"] * 4
    assert shown([finding(n) for n in range(5)]) == ["same"] * 2 + [
        "same and 2 more like it in 1 file"
    ]


def test_the_first_fifty_stand_for_all_of_a_code() -> None:
    findings = [finding(n, f"no {n}") for n in range(120)]
    found = shown(
        [*findings, finding(0, "other", "COR001"), finding(0, "rule", engine="schematron:x")]
    )
    assert len(found) == 52
    assert found[49] == "no 49 and 70 more of REF001 in 7 files"
    assert found[50:] == ["other", "rule"]


def test_both_at_once() -> None:
    findings = [finding(0, f"no {n}") for n in range(48)]
    alike = [finding(n) for n in range(10)]
    found = shown([*findings, *alike, *[finding(0, f"late {n}") for n in range(5)]])
    assert len(found) == 50
    assert found[-1] == "same and 7 more like it in 1 file; and 6 more of REF001 in 1 file"


def test_words_that_are_hidden_wholly_count_for_the_code() -> None:
    findings = [finding(n, f"no {n}") for n in range(55)]
    found = shown([*findings, *[finding(n) for n in range(10)]])
    assert found[49] == "no 49 and 15 more of REF001 in 2 files"


def test_on_the_terminal(tmp_path: Path) -> None:
    report = render_for_terminal([finding(n) for n in range(9)], tmp_path, colours=False)
    assert report.endswith("  → mend it\n  and 6 more like it in 1 file; --json lists all\n")


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from("ab"), st.sampled_from("xy"))))
def test_every_finding_is_shown_or_counted(kinds: list[tuple[int, str, str]]) -> None:
    findings = [finding(n, f"m{m}", c, e) for n, (m, c, e) in enumerate(kinds)]
    found = list(without_repetition(findings))
    counted = sum(
        int(after)
        for _, more in found
        for before, after in pairwise(more.split())
        if before == "and"
    )
    assert len(found) + counted == len(findings)
    order = [findings.index(f) for f, _ in found]
    assert order == sorted(order)


@pytest.mark.parametrize("verbose", [False, True])
def test_the_option(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    verbose: bool,
) -> None:
    from tei_edition.cli.main import main

    monkeypatch.chdir(tmp_path)
    for n in range(9):
        Path(f"{n}.xml").write_text(
            "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><p/></text></TEI>"
        )
    main(["validate", *sorted(p.name for p in tmp_path.iterdir()), *["--verbose"] * verbose])
    assert capsys.readouterr().out.count("p is empty") == (9 if verbose else 3)
