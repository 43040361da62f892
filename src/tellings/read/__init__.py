"""Source → Document: files, folders, patterns, standard input and records, read within bounds."""

from tellings.read.limits import Limits
from tellings.read.reading import Reading, documents_from_records, documents_from_texts, iter_documents, read

__all__ = ["Limits", "Reading", "documents_from_records", "documents_from_texts", "iter_documents", "read"]
