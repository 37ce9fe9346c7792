"""What the site stands on in AWS: its template's tables, a rehearsal, and what says whether it is in order."""
