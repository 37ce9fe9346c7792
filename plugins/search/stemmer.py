"""The package's own stemmer, bent to what lunr.js does in the browser."""

from __future__ import annotations

from lunr.stemmer import PorterStemmer

# Endings that stand alone: lunr.js wants a letter before the longer one, and takes off the shorter one.
_ENDINGS = {"eed": "e", "ies": "ie"}


class BrowserStemmer(PorterStemmer):  # type: ignore[misc]  # the package has no types
    """lunr.js turns a final y into i only after a consonant: in an index of the package as it is,
    a browser finds neither Turkey nor Norway, money nor survey.
    """

    def stem(self, word: str) -> str:
        return _ENDINGS.get(word) or str(super().stem(word))

    b: str  # the word, and the place of its last letter
    k: int

    def step1c(self) -> None:
        if self.k > 1 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = f"{self.b[: self.k]}i{self.b[self.k + 1 :]}"

    def doublec(self, j: int) -> bool:
        return self.b[j] != "y" and bool(super().doublec(j))


stem = BrowserStemmer().stem
