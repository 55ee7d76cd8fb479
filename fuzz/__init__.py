"""Random inputs for every reader, for the structure and for the extractors: `tools/fuzz`, docs/reliability.md.

`seeds` makes the corpus of `seeds/`, `mutation` changes it, `targets` says what is done with the bytes, `promises` what
must hold of the outcome, `running` counts (each batch in a process of its own), `guided` lets atheris choose.
"""
