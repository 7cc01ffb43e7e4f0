"""letters.rng, letters.xsd and xml.xsd are what trang makes of letters.rnc."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest


def load_script(schemas: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", schemas / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_files_are_up_to_date(schemas: Path, tmp_path: Path) -> None:
    if shutil.which("trang") is None:
        pytest.skip("trang is not on PATH: the generated schemas cannot be made anew")
    script = load_script(schemas)
    script.generate(tmp_path)
    for name in script.GENERATED:
        assert (tmp_path / name).read_bytes() == (schemas / name).read_bytes(), (
            f"{name} is older than letters.rnc: run python schemas/generate.py"
        )


def test_generated_files_name_no_folder(schemas: Path) -> None:
    for name in load_script(schemas).GENERATED:
        text = (schemas / name).read_text(encoding="utf-8")
        assert str(schemas) not in text
        assert "file:/" not in text
