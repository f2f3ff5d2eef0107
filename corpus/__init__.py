"""Reads papers to text with pages, splits them into items, and keeps everything in the casebook."""
