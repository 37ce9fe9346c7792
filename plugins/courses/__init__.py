"""How a course is shown: pages of lessons, quizzes, glossary and notes, a feed, and a package for learning systems."""
