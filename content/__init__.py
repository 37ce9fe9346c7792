"""What the pages and news say, and the data files that they use, with their checks."""
