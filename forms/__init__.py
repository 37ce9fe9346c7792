"""What the directory asks people, in forms that the build shows and the function takes."""

from collections.abc import Mapping
from functools import cache

from forms.form import POST, SERVICE, TRAP, Form
from forms.profile import change, correct, join, profile_sections, remove
from forms.referral import help_wanted, instruct

__all__ = ["POST", "SERVICE", "TRAP", "Form", "forms", "profile_sections"]


@cache
def forms() -> Mapping[str, Form]:
    made = (join("person"), join("organisation"), change(), correct(), remove(), help_wanted(), instruct())
    return {form.id: form for form in made}
