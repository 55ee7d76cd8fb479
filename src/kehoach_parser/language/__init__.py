"""Language: how Vietnamese is spelt and cut into syllables; nothing of plans."""
