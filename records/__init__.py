"""What people write, whatever it is about: read, checked, edited."""
