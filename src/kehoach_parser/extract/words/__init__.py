"""Words, numbers and times: one grammar of each, for sentences, cells and letterheads alike."""
