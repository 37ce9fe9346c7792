"""What is wrong, and what to write instead, in the words of an editor."""
