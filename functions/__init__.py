"""How a visitor proposes a change: forms in, review pull requests out."""
