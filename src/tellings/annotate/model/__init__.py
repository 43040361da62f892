"""The reading model: a text cut into windows, one pass, scores for every word, spans."""
