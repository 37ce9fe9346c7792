"""Says what is missing in an account, in words, before somebody who needs help finds out."""
