"""Production on the loopback: the real template, zip and publishing, on an AWS that is a process here."""
