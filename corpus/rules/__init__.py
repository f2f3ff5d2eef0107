"""Rule tables of the rooms of `corpus`: data, one rule a line."""
