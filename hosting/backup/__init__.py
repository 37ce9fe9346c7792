"""A copy of what came in, for the day on which the bucket is lost; and what is sealed, sealed to others."""
