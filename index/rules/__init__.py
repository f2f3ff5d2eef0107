"""Rule tables of search: data, one rule a line."""
