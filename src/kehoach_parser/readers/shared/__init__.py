"""What several readers need: encodings, markup, grids of text, portals, numerals, the judgement of a text layer."""
