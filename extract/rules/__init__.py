"""Rule tables of the extractors: data, one rule a line."""
