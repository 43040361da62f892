"""Scores → words with their lemmas and trees."""
