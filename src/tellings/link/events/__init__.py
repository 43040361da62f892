"""Mentions of one event, joined across accounts."""
