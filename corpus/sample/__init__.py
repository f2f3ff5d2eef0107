"""Sample papers of an invented government, installed with the package for `docket demo`."""
