"""The rule files of `rules/`, loaded and validated into immutable tables.

One module a rule file; each offers a frozen dataclass and a cached `load()`, and `examples()` for the test that runs
every `matches`/`rejects` of every file. Nothing here reads a document.
"""
