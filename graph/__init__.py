"""Links records to one another."""
