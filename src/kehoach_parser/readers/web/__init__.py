"""Web pages: HTML and MHTML -> Source."""
