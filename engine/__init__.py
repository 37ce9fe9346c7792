"""Making output: fingerprints, cache, templates, parallel work."""
