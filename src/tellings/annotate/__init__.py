"""Document → Annotations: one pass of the reading model, then small pure assemblers."""

from tellings.annotate.pipeline import annotate

__all__ = ["annotate"]
