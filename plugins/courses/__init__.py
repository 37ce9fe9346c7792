"""How a course is shown: lessons, quizzes, glossary, notes, a feed, and a package for learning systems."""
