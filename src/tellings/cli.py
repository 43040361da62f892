"""The command line: thin, and the only place where anything is printed."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from tellings.errors import ConfigurationError, InputError, NothingToRead, OutputError, TellingsError, TooLarge

if TYPE_CHECKING:
    from rich.console import Console

    from tellings.read import Reading
    from tellings.records import Account, Document, Failure, Story

OK, UNEXPECTED, USAGE, UNREADABLE, PARTIAL, UNWRITABLE, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130
_YOUNG = 100_000  # new objects after which the collector looks for cycles: records have none, and it costs a tenth
MOST_ACCOUNTS = 200  # compare is quadratic in the accounts of one story

_EPILOG = """\b
Exit status:
  0    done (inputs that could not be read are named on standard error and in the report)
  1    an error inside Tellings
  2    wrong usage
  3    nothing could be read, or too much was given
  4    done, but some inputs could not be read (with --strict)
  5    a result could not be written
  130  interrupted
"""
_INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="INPUT…", type=click.Path())
_QUIET = click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors (and what --json prints).")
_STRICT = click.option("--strict", is_flag=True, help="Exit with status 4 when any input could not be read.")


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(None, "--version", package_name="tellings", prog_name="tellings")
def cli() -> None:
    """Several accounts of the same news, laid side by side, every line traced to its sentence.

    INPUT is a file (.txt .md .html .json .jsonl), a folder, a glob pattern, or - for standard input.
    Everything runs offline.  Tellings never says who is right.
    """


@cli.command(epilog=_EPILOG)
@_INPUTS
@click.option("-o", "--output", "outputs", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="Write a report: .html, .md, .json or .csv by its ending.  May be given several times.")  # fmt: skip
@click.option(
    "--json", "as_json", is_flag=True, help="Print the comparison as JSON; nothing else goes to standard output."
)
@click.option("--max-accounts", default=MOST_ACCOUNTS, show_default=True, type=click.IntRange(1),
              help="Refuse more accounts than this.")  # fmt: skip
@_QUIET
@_STRICT
def compare(
    inputs: tuple[str, ...], outputs: tuple[Path, ...], as_json: bool, max_accounts: int, quiet: bool, strict: bool
) -> int:
    """Compare several accounts of the same news.

    Prints a summary; -o writes the full report.

    \b
    tellings compare articles/ -o report.html
    tellings compare a.txt b.html c.jsonl -o report.md -o findings.csv
    tellings compare articles/ --json | jq '.conflicts[].question'
    """
    from tellings.present import check_format, write

    for path in outputs:
        check_format(path)
    reading = _read(inputs, max_accounts)
    _tell_failures(reading.failures)

    from tellings.annotate import annotate
    from tellings.compare import compare as run

    result = run(_progress(annotate(reading.documents), len(reading.documents), quiet), failures=reading.failures)
    for path in outputs:
        write(result, path)
    if as_json:
        from tellings.present.contract import comparison_record, dumps

        click.echo(dumps(comparison_record(result)))
    elif not quiet:
        from tellings.present.terminal import print_summary

        print_summary(result, _console())
        for path in outputs:
            click.echo(f"\nWritten: {path}")
    return PARTIAL if strict and reading.failures else OK


@cli.command(epilog=_EPILOG)
@_INPUTS
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line for each document.")
@_QUIET
@_STRICT
def annotate(inputs: tuple[str, ...], as_json: bool, quiet: bool, strict: bool) -> int:
    """Annotate documents one by one: attributions, mentions, times, events, loaded words.

    Documents stream through, so archives of any size work.

    \b
    tellings annotate articles.jsonl --json > annotations.jsonl
    """
    from tellings.annotate import annotate as run
    from tellings.read import iter_documents

    failures: list[Failure] = []
    documents = _documents(iter_documents(inputs), failures)
    done = 0
    for done, account in enumerate(run(documents), 1):  # noqa: B007  counted, to know that there was something
        if as_json or not quiet:
            click.echo(_annotation(account, as_json))
    if not done:
        raise NothingToRead("no document could be read", remedy="see the lines above")
    return PARTIAL if strict and failures else OK


@cli.command(epilog=_EPILOG)
@_INPUTS
@click.option("--compare", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="Write an HTML report into DIR for each story that several articles tell.")  # fmt: skip
@click.option(
    "--json", "as_json", is_flag=True, help="Print the stories as JSON; nothing else goes to standard output."
)
@_QUIET
@_STRICT
def stories(inputs: tuple[str, ...], folder: Path | None, as_json: bool, quiet: bool, strict: bool) -> int:
    """Group many articles by the news they cover.

    Lists the stories, those with most articles first.  Documents stream through and leave a sketch of their words each;
    only with --compare are their texts kept.

    \b
    tellings stories archive.jsonl
    tellings stories articles/ --json | jq '.stories[] | select(.documents | length > 1) | .title'
    tellings stories articles/ --compare reports/
    """
    from tellings.link.stories import find_stories
    from tellings.read import iter_documents

    failures: list[Failure] = []
    kept: dict[str, Document] = {}
    documents = _documents(iter_documents(inputs), failures)
    found = find_stories(_keeping(documents, kept) if folder else documents)
    if not found:
        raise NothingToRead("no document could be read", remedy="see the lines above")
    written = _reports(found, kept, folder, failures) if folder else []
    if as_json:
        from tellings.present.contract import dumps
        from tellings.present.stories import stories_record

        click.echo(dumps(stories_record(found, failures)))
    elif not quiet:
        from tellings.present.stories import print_stories

        print_stories(found, _console())
        for path in written:
            click.echo(f"Written: {path}")
    return PARTIAL if strict and failures else OK


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print a completion script for a shell.

    \b
    eval "$(tellings completion bash)"                                     in ~/.bashrc
    eval "$(tellings completion zsh)"                                      in ~/.zshrc
    tellings completion fish > ~/.config/fish/completions/tellings.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise ConfigurationError(f"no completion for {shell}; use bash, zsh or fish")
    click.echo(found(cli, {}, "tellings", "_TELLINGS_COMPLETE").source())
    return OK


def main() -> NoReturn:
    """Run the command line and exit; errors become one line on standard error."""
    gc.set_threshold(_YOUNG)
    try:
        status = cli.main(prog_name="tellings", standalone_mode=False)
    except click.exceptions.Exit as e:
        status = e.exit_code
    except click.ClickException as e:
        e.show()
        status = USAGE
    except (click.Abort, KeyboardInterrupt):
        status = _fail("interrupted", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader went away: nothing more to say
        status = OK
    except TellingsError as e:
        status = _fail(str(e), _status(e))
    except Exception as e:  # the outermost edge: a user gets one line, a developer asks for the rest
        if os.environ.get("TELLINGS_DEBUG"):
            raise
        status = _fail(f"an error inside Tellings: {type(e).__name__}: {e} (TELLINGS_DEBUG=1 shows where)", UNEXPECTED)
    sys.exit(status if isinstance(status, int) else OK)


def _status(error: TellingsError) -> int:
    for kind, status in ((InputError, UNREADABLE), (ConfigurationError, USAGE), (OutputError, UNWRITABLE)):
        if isinstance(error, kind):
            return status
    return UNEXPECTED


def _fail(message: str, status: int) -> int:
    click.echo(f"tellings: {message}", err=True)
    return status


def _read(inputs: tuple[str, ...], most: int) -> Reading:
    from tellings.read import Limits, read

    try:
        return read(inputs, limits=Limits(documents=most))
    except TooLarge as e:
        raise TooLarge(
            f"more than {most} documents were given; compare lays the accounts of one story side by side",
            where=e.where,
            remedy="give fewer, or raise --max-accounts",
        ) from e


def _documents(met: Iterable[Document | Failure], failures: list[Failure]) -> Iterator[Document]:
    """The documents, with each failure told and kept as it comes."""
    from tellings.records import Failure

    for item in met:
        if isinstance(item, Failure):
            failures.append(item)
            _tell_failures([item])
        else:
            yield item


def _keeping(documents: Iterable[Document], kept: dict[str, Document]) -> Iterator[Document]:
    """The documents, each kept by its id as it passes."""
    for document in documents:
        kept[document.id] = document
        yield document


def _reports(
    stories: Iterable[Story], kept: Mapping[str, Document], folder: Path, failures: list[Failure]
) -> list[Path]:
    """Compare the articles of each story that several tell; gives the reports' paths.

    A story with too many is told as a failure, and the others go on.
    """
    from tellings.annotate import annotate
    from tellings.compare import compare as run
    from tellings.present import write
    from tellings.present.stories import report_name
    from tellings.records import Failure

    _make(folder)
    written = []
    for story in stories:
        if len(story.documents) > MOST_ACCOUNTS:
            what = f"{len(story.documents)} articles; compare takes at most {MOST_ACCOUNTS}"
            failures.append(Failure(f"{story.id} ({story.title})", what, "compare a selection of them"))
            _tell_failures(failures[-1:])
        elif len(story.documents) > 1:
            written.append(folder / report_name(story))
            write(run(annotate(kept[d] for d in story.documents)), written[-1])
    return written


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise OutputError(f"{folder}: cannot be made: {e.strerror or e} (choose a place that is yours)") from e


def _annotation(account: Account, as_json: bool) -> str:
    """One line for one account."""
    from tellings.present.contract import annotation_record, dumps

    if as_json:
        return dumps(annotation_record(account))
    found = account.annotations
    counts = {
        "sentences": found.sentences,
        "mentions": found.mentions,
        "times": found.times,
        "events": found.events,
        "attributions": found.attributions,
        "loaded": found.loaded,
    }
    return f"{account.id}: " + ", ".join(f"{len(spans)} {name}" for name, spans in counts.items())


def _tell_failures(failures: Iterable[Failure]) -> None:
    for f in failures:
        click.echo(f"tellings: {f.where}: {f.what} ({f.remedy})", err=True)


def _progress(accounts: Iterator[Account], total: int, quiet: bool) -> Iterator[Account]:
    """Accounts as they come, with a bar on standard error where a person watches and it takes a while."""
    if quiet or total < 8 or not sys.stderr.isatty():
        yield from accounts
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(accounts, "Reading", total=total, console=Console(stderr=True), transient=True)


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


if __name__ == "__main__":
    main()
