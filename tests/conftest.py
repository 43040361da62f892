"""What tests of the whole way share."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"


@pytest.fixture
def tellings(monkeypatch, capfd):
    """Run the command line in this process: returns (exit status, standard output, standard error)."""
    from tellings import cli

    def run(*arguments, stdin=None):
        monkeypatch.setattr(sys, "argv", ["tellings", *map(str, arguments)])
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", stdin)
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        out, err = capfd.readouterr()
        return stopped.value.code, out, err

    return run


@pytest.fixture(scope="session")
def example():
    """The comparison of the first example story, made once."""
    import tellings

    return tellings.compare(tellings.read(EXAMPLES / "harbour"))
