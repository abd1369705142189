"""The same facts on a Python whose `re` repeats groups wrongly, if there is one.

Debian 12 has one; it must be of the minor version that runs the tests, whose packages
it borrows.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sphinxext_kwindex.possessive import is_broken

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("example_project", "tests/roots")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".h", ".hpp", ".c", ".cc", ".cpp", ".py", ".cmake", ".proto"}
)
ASKING = """
import json, sys
print(sys.version_info[:2])
sys.path[:0] = json.loads(sys.argv[1])
from sphinxext_kwindex.possessive import is_broken
print(is_broken())
"""
SAYING = """
import hashlib, json, sys
sys.path[:0] = json.loads(sys.argv[1])
from pathlib import Path
from sphinxext_kwindex.model import Language, encode_facts
from sphinxext_kwindex.possessive import is_broken
from sphinxext_kwindex.scan import MacroTable, decode, guess_language, scan_includes
from sphinxext_kwindex.scan import scan_attribute_macros, scan_text
from sphinxext_kwindex.syntax import syntax_facts

assert is_broken() == (sys.argv[2] == "broken")
table = MacroTable.of({})
for name in json.loads(sys.argv[3]):
    data = Path(name).read_bytes()
    text = decode(data).text
    facts = syntax_facts(name, data, language=guess_language(name, text), macros=table)
    others = scan_text(text), scan_includes(text), scan_attribute_macros(text)
    said = repr((encode_facts(facts), others)).encode("utf-8", "surrogatepass")
    print(name, hashlib.sha256(said).hexdigest())
"""


def broken_python():
    found = shutil.which("python3", path=os.defpath)
    if found is None:
        return None
    command = [found, "-c", ASKING, json.dumps(sys.path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    is_same = said.stdout.split("\n")[0] == str(sys.version_info[:2])
    return found if is_same and "True" in said.stdout else None


def said_by(python, state):
    command = [python, "-c", SAYING, json.dumps(sys.path), state, json.dumps(SOURCES)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout.splitlines()


def test_facts_are_those_of_a_new_python():
    python = broken_python()
    if python is None or is_broken():
        pytest.skip("there is no such Python beside a new one")
    assert len(SOURCES) > 20
    assert said_by(python, "broken") == said_by(sys.executable, "whole")
