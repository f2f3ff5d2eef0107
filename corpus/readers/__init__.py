"""One module a format; all give the same thing: text with pages."""
