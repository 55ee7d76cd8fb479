"""Word files: DOCX -> Source."""
