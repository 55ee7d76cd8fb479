"""A page: words with their boxes -> rows, columns, paragraphs and tables, whoever delivered the words (pdf, ocr)."""
