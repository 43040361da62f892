"""What the accounts call the same person, body or act, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tellings.present.labels import label_accounts
from tellings.records import Comparison, Label


@dataclass(frozen=True, slots=True)
class Called:
    """One entity or act: `forms` are (what it is called, letters of the accounts that do), most widely used first."""

    name: str
    forms: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def differs(self) -> bool:
        """Whether some account uses a name that another does not."""
        return len(self.forms) > 1


def names_side_by_side(comparison: Comparison) -> tuple[Called, ...]:
    """The entities in the order of `wording.labels`, those that are called different things first.

    Args:
        comparison: What `tellings.compare` returned.
    """
    letters = {document: label.letter for document, label in label_accounts(comparison.accounts).items()}
    names = {e.id: e.name for e in comparison.links.entities}
    grouped: dict[str, list[Label]] = {}
    for label in comparison.wording.labels:
        grouped.setdefault(label.entity, []).append(label)
    called = [Called(names.get(entity, entity), _forms(labels, letters)) for entity, labels in grouped.items()]
    return tuple(sorted(called, key=lambda c: not c.differs))


def _forms(labels: Iterable[Label], letters: dict[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    users: dict[str, set[str]] = {}
    for label in labels:
        users.setdefault(label.label, set()).add(letters[label.document])
    ordered = sorted(users.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple((form, tuple(sorted(used, key=lambda x: (len(x), x)))) for form, used in ordered)
