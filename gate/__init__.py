"""What stands between a proposal and the site, on GitHub: who must have read it, and the place's rules."""
