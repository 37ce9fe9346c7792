"""How news, pages and the data files of content/ are shown."""
