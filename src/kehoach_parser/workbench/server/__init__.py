"""The local page (`kehoach serve`): an office parses, checks, corrects and compares in the browser."""
