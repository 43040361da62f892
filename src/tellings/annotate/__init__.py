"""Document → Annotations: one parse, one encoder pass, then small pure assemblers."""

from tellings.annotate.pipeline import annotate

__all__ = ["annotate"]
