"""What can go wrong with AWS, in words for the person who publishes."""

from __future__ import annotations

from collections.abc import Iterator


class PublishingError(Exception):
    """It will not work before a person has acted; the text says what to do."""


class BusyError(PublishingError):
    """Another run holds the release, or took it meanwhile."""


CREDENTIALS = (
    "Sign in (`aws sso login`, or `aws configure`), name a profile (AWS_PROFILE=), or in a workflow take the "
    "role first; `aws sts get-caller-identity` then says who you are"
)
EXPIRED = f"The AWS credentials have expired. {CREDENTIALS}."
WRONG = f"AWS does not know these credentials. {CREDENTIALS}."
CLOCK = (
    "The clock of this machine is wrong: AWS refuses requests that are more than 15 minutes off{clocks}. "
    "Set it (`timedatectl set-ntp true`), then run the same command again."
)
FOREIGN = (
    "The bucket {bucket} refuses {operation}. Either it belongs to another account than {account}, whose "
    "credentials these are, or they lack the right. Look at SITE_BUCKET, FUNCTION_BUCKET and AWS_PROFILE; "
    "docs/operations.md lists the rights."
)
NO_BUCKET = (
    "There is no bucket {bucket}. Look at the spelling in SITE_BUCKET and FUNCTION_BUCKET; "
    "the outputs of the stack name both."
)
NO_DISTRIBUTION = (
    "There is no CloudFront distribution {distribution} in this account. Look at DISTRIBUTION, which is its "
    "id (E and thirteen letters or digits), not its domain name."
)
NO_RIGHT = (
    "These credentials, of account {account}, may not do {operation} on the distribution {distribution}. "
    "docs/operations.md lists the rights."
)
TOO_MANY = (
    "CloudFront still works off earlier invalidations. What is to be invalidated is written down: "
    "run the same command again in a few minutes."
)
NETWORK = (
    "AWS does not answer. Look at the network, then run the same command again: it goes on where it was."
)
TROUBLE = (
    "AWS answered {code} to {operation}, also after several tries. Nothing is lost: "
    "run the same command again, and it goes on where it was."
)
ELSEWHERE = (
    "The bucket {bucket} is in another region. Name that one: AWS_DEFAULT_REGION=eu-west-2 in front of the "
    "command; `aws s3api get-bucket-location --bucket {bucket}` says which it is."
)
REGION = "No region is set. Name the one of the bucket: AWS_DEFAULT_REGION=eu-west-2 in front of the command."

BY_CODE = {
    "AccessDenied": FOREIGN,
    "AllAccessDisabled": FOREIGN,
    "403": FOREIGN,
    "NoSuchBucket": NO_BUCKET,
    "PermanentRedirect": ELSEWHERE,
    "301": ELSEWHERE,
    "AuthorizationHeaderMalformed": ELSEWHERE,
    "IllegalLocationConstraintException": ELSEWHERE,
    "NoSuchDistribution": NO_DISTRIBUTION,
    "TooManyInvalidationsInProgress": TOO_MANY,
    "RequestTimeTooSkewed": CLOCK,
    "ExpiredToken": EXPIRED,
    "ExpiredTokenException": EXPIRED,
    "TokenRefreshRequired": EXPIRED,
    "RequestExpired": CLOCK,
    "InvalidAccessKeyId": WRONG,
    "InvalidClientTokenId": WRONG,
    "InvalidToken": WRONG,
    "SignatureDoesNotMatch": WRONG,
    "UnrecognizedClientException": WRONG,
}
BY_KIND = {
    "NoCredentialsError": f"There are no AWS credentials. {CREDENTIALS}.",
    "PartialCredentialsError": f"The AWS credentials are incomplete. {CREDENTIALS}.",
    "ProfileNotFound": f"AWS_PROFILE names a profile that is not there. {CREDENTIALS}.",
    "UnauthorizedSSOTokenError": EXPIRED,
    "SSOTokenLoadError": EXPIRED,
    "TokenRetrievalError": EXPIRED,
    "NoRegionError": REGION,
    "ParamValidationError": "A setting has a form that AWS does not take: {text}",
    "InvalidRegionError": "AWS_DEFAULT_REGION is no region: {text}",
}


def in_words(error: BaseException, operation: str, **about: str) -> PublishingError:
    """Of an error of botocore's. `about` is what is known: bucket, distribution, account."""
    answer = getattr(error, "response", None)
    if answer is None:
        kind = next((kind for kind in _kinds(error) if kind in BY_KIND), "")
        return PublishingError(
            _filled(BY_KIND.get(kind, NETWORK), text=str(error), operation=operation, **about)
        )
    code = str(answer.get("Error", {}).get("Code", ""))
    text = BY_CODE.get(code, TROUBLE)
    if text is FOREIGN and about.get("distribution"):
        text = NO_RIGHT
    return PublishingError(
        _filled(text, code=code or "an error", operation=operation, clocks=_clocks(answer), **about)
    )


def _filled(template: str, **about: str) -> str:
    return template.format(**{"account": "unknown", "bucket": "", "distribution": "", **about})


def _kinds(error: BaseException) -> Iterator[str]:
    return (kind.__name__ for kind in type(error).__mro__)


def _clocks(answer: dict[str, dict[str, str]]) -> str:
    told = answer.get("Error", {})
    here, there = told.get("RequestTime", ""), told.get("ServerTime", "")
    return f" (here {here}, there {there})" if here and there else ""
