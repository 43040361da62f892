"""The documentation fails the build when it is wrong."""

import re
import shlex
from pathlib import Path

import click
import pytest

from tellings import cli

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md"), ROOT / "examples/README.md"])
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)


def blocks(kind):
    return [
        pytest.param(code, id=f"{p.name}:{n}")
        for p in PAGES
        for n, (k, code) in enumerate(FENCE.findall(p.read_text("utf-8")))
        if k == kind
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_files_named_in_code_type_exist(page):
    for name in re.findall(r"`((?:docs|examples|benchmarks|training|tests|src)/[\w./-]+)`", page.read_text("utf-8")):
        assert (ROOT / name).exists(), f"{page.name}: {name}"


@pytest.mark.parametrize("code", blocks("sh"))
def test_commands_are_ones_that_the_program_knows(code):
    for line in code.splitlines():
        command = line.split("#")[0].split("|")[0].split(">")[0].strip()
        words = shlex.split(command)
        if words and words[0] == "tellings" and words[1:2] != ["--version"]:
            found = cli.cli.commands[words[1]]
            found.make_context(words[1], words[2:], resilient_parsing=False)
        elif words and words[0] == "make":
            assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(), re.M), line


@pytest.mark.parametrize("code", blocks("python"))
def test_python_examples_run(code, monkeypatch, tmp_path, capsys):
    code = code.replace('"articles/"', repr(str(ROOT / "examples/harbour")))
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README", "exec"), {})


def test_exit_statuses_in_the_help_are_those_of_the_code():
    listed = {int(n) for n in re.findall(r"^  (\d+) ", cli._EPILOG, re.M)}
    named = {cli.OK, cli.UNEXPECTED, cli.USAGE, cli.UNREADABLE, cli.PARTIAL, cli.UNWRITABLE, cli.INTERRUPTED}
    assert listed == named
    readme = (ROOT / "README.md").read_text("utf-8")
    assert {int(n) for n in re.findall(r"^\| (\d+) \|", readme, re.M)} == named


def test_every_option_is_in_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    options = {o for c in cli.cli.commands.values() for p in c.params if isinstance(p, click.Option) for o in p.opts}
    assert [o for o in sorted(options) if o.startswith("--") and o not in readme] == []
