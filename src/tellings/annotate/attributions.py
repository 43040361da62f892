"""Provisional."""

from __future__ import annotations

from tellings.annotate.attribution_quotes import quoted

__all__ = ["find", "quoted"]


def find(*_: object) -> tuple[()]:
    """Nothing yet."""
    return ()
