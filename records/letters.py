"""The one table of letters that are taken for each other, for comparing names and for the search.

theme/static/js/search-text.js has the same one; a test holds it to this.
"""

# Letters that Unicode does not take apart, and pairs that people write for each other.
ALIKE = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ŧ": "t",
    "ı": "i", "ŋ": "n", "ə": "e", "ɛ": "e", "ɔ": "o", "ɩ": "i", "ʋ": "v", "ɓ": "b", "ɗ": "d", "ɣ": "g",
    "ƙ": "k", "ƴ": "y", "ς": "σ", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ہ": "ه",
    "ە": "ه", "ک": "ك", "ґ": "г", "׳": "", "״": "",
}  # fmt: skip
