"""Corrections (đính chính): what a person said about a reading, kept as data and applied wherever it is read again."""
