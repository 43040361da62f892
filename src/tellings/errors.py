"""Everything Tellings raises on purpose, in one tree.

    TellingsError
    ├── InputError            something that was given cannot be read; carries what, where and the remedy
    │   ├── UnreadableInput   no such file, no permission, not text
    │   ├── TooLarge          beyond a bound on size, count or time
    │   ├── MalformedRecord   one record of a file does not have the shape it should
    │   └── NothingToRead     an input, or all inputs together, hold no text
    ├── ConfigurationError    an option or a weight file is wrong; raised before work begins
    └── OutputError           a report cannot be written

One bad input beside good ones is not raised: it becomes a `records.Failure` and the run goes on.
"""

from __future__ import annotations


class TellingsError(Exception):
    """Base of every error that Tellings raises on purpose."""


class InputError(TellingsError):
    """An input cannot be used.

    Args:
        what: What is wrong, with the value met and the value expected.
        where: The input, and the place in it where one is known (`notes.jsonl:7`).
        remedy: What the user can do about it.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(_sentence(what, where, remedy))


class UnreadableInput(InputError):
    """The input does not exist, may not be read, or is not text."""


class TooLarge(InputError):
    """The input goes beyond a bound on size, count or time."""


class MalformedRecord(InputError):
    """One record of an input does not have the shape it should."""


class NothingToRead(InputError):
    """The input holds no text."""


class ConfigurationError(TellingsError):
    """An option or a shipped weight file is wrong."""


class OutputError(TellingsError):
    """A result cannot be written."""


def _sentence(what: str, where: str, remedy: str) -> str:
    head = f"{where}: {what}" if where else what
    return f"{head} ({remedy})" if remedy else head
