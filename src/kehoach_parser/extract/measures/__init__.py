"""Measures (định lượng): the figures of a statement, with comparator, unit, subject and time."""
