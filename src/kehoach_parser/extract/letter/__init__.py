"""The letter: what head and foot say of the document: metadata, issuer, signature."""
