"""Loaded words, slant, and how a sentence colours whom it names."""
