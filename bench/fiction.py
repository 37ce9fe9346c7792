"""Numbers that belong to nobody: telephones kept for drama, and register entries that nobody was given."""

# Ofcom keeps a thousand numbers in each of these for drama:
# https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama
DRAMA = (
    *("20 7946 0", "113 496 0", "114 496 0", "115 496 0", "116 496 0", "117 496 0", "118 496 0", "121 496 0"),
    *("131 496 0", "141 496 0", "151 496 0", "161 496 0", "191 498 0", "28 9649 6", "29 2018 0", "1632 960"),
    "7700 900",
)


def phone(i: int) -> str | None:
    """One for every fifth profile, and never one twice: the checks ask about a number on two profiles."""
    k = i // 5
    return f"+44 {DRAMA[k // 1000]}{k % 1000:03}" if i % 5 == 0 and k < 1000 * len(DRAMA) else None


def identifier(scheme: str, i: int) -> str:
    if scheme == "orcid":
        return _orcid(f"{i:015}")
    return (
        _ror(i)
        if scheme == "ror"
        else FORMS[scheme].format(i=i, letter=chr(65 + i // 10_000 % 26), rest=i % 10_000)
    )


FORMS = {
    "gmc": "{i:07}",
    "hcpc": "ZZ{i:06}",
    "nmc": "00{letter}{rest:04}Z",
    "social-work-england": "SW0{i:05}",
    "ukcp": "X{i:07}",
    "bacp": "{i:07}",
    "bps": "{i:07}",
    "sra": "{i:07}",
    "bsb": "{i:06}",
    "cilex": "X{i:07}",
    "iaa": "Z{i:09}",
    "law-society-scotland": "X{i:07}",
    "advocates-scotland": "X{i:07}",
    "law-society-ni": "X{i:07}",
    "charity-ew": "{i:07}",
    "charity-scotland": "SC{i:06}",
    "charity-ni": "{i:06}",
    "company-uk": "ZZ{i:06}",
}


def _orcid(digits: str) -> str:
    """ISO/IEC 7064 MOD 11-2. No ORCID iD begins with 0000-0000."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    full = digits + ("X" if check == 10 else str(check))
    return "-".join(full[k : k + 4] for k in range(0, 16, 4))


def _ror(i: int) -> str:
    """Six digits in base 32 without i, l, o and u, then ISO/IEC 7064 MOD 97-10."""
    alphabet, body, number = "0123456789abcdefghjkmnpqrstvwxyz", "", i
    for _ in range(6):
        number, digit = divmod(number, 32)
        body = alphabet[digit] + body
    return f"0{body}{98 - i * 100 % 97:02}"
