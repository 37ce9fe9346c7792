"""The headers of forms/headers.py as CloudFront wants them: some have a place of their own there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

CUSTOM_AT_MOST = 10  # by CloudFront's quota for one policy
HSTS = re.compile(r"max-age=(\d+)((?:; includeSubDomains)?)((?:; preload)?)\Z")


def policy_config(headers: Mapping[str, str]) -> dict[str, Any]:
    """The parts of a ResponseHeadersPolicyConfig. ValueError if CloudFront could not send one as it is."""
    security = dict(filter(None, map(_security, headers.items())))
    custom = [
        {"Header": name, "Value": value, "Override": False}
        for name, value in headers.items()
        if _security((name, value)) is None
    ]
    if len(custom) > CUSTOM_AT_MOST:
        raise ValueError(f"CloudFront takes {CUSTOM_AT_MOST} headers of our own, and these are {len(custom)}")
    return {"CustomHeadersConfig": {"Items": custom}, "SecurityHeadersConfig": security}


def _security(header: tuple[str, str]) -> tuple[str, dict[str, Any]] | None:
    """What CloudFront knows by a name of its own; it refuses these among the custom headers."""
    name, value = header
    match name:
        case "Content-Security-Policy":
            return "ContentSecurityPolicy", {"ContentSecurityPolicy": value, "Override": False}
        case "Referrer-Policy":
            return "ReferrerPolicy", {"ReferrerPolicy": value, "Override": False}
        case "Strict-Transport-Security":
            return "StrictTransportSecurity", _hsts(value)
        case "X-Content-Type-Options":
            return "ContentTypeOptions", {"Override": False}
        case "X-Frame-Options":
            return "FrameOptions", {"FrameOption": value, "Override": False}
    return None


def _hsts(value: str) -> dict[str, Any]:
    match = HSTS.match(value)
    if not match:
        raise ValueError(f"CloudFront cannot say Strict-Transport-Security: {value}")
    return {
        "AccessControlMaxAgeSec": int(match[1]),
        "IncludeSubdomains": bool(match[2]),
        "Preload": bool(match[3]),
        "Override": False,
    }
