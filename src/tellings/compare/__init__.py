"""Links → Comparison: agreement, conflict, omission, voices, positions, wording, time line, brief."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tellings.records import Account, Comparison, Failure

__all__ = ["compare"]


def compare(accounts: Iterable[Account], *, failures: Sequence[Failure] = ()) -> Comparison:
    """Compare accounts of the same news.

    Args:
        accounts: Annotated accounts, in any order: the result is the same.
        failures: What could not be read, carried along so that the reader of the report learns of it.

    Returns:
        Every finding, each citing its sentences.
    """
    from tellings.compare.comparing import compare_accounts  # here, so that `import tellings` stays quick

    return compare_accounts(accounts, failures)
