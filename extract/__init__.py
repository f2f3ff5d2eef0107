"""Turns the text of an item into records. Pure: opens nothing, prints nothing, asks no clock."""
