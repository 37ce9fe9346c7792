"""Made-up and converted site roots, for measuring and for trying the checks; no part of a build."""
