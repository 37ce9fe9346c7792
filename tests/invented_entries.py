"""For tests that ask about the invented entries of this repository, which another directory has not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.site_builder import ROOT


def asks_about(slugs: Iterable[str]) -> pytest.MarkDecorator:
    gone = [slug for slug in sorted({*slugs}) if not (ROOT / f"experts/profiles/{slug}.yaml").is_file()]
    reason = f"asks about invented entries that this directory does not have: {', '.join(gone[:3])}"
    return pytest.mark.skipif(bool(gone), reason=reason)
