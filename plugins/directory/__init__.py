"""The directory: a page for each entry, and lists by which it can be found without a script."""
