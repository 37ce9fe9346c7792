"""SES: whether letters go out, and whether it will stay so."""

from __future__ import annotations

from collections.abc import Iterator

from functions.email_message import mailable
from functions.metered_mail import FEWEST_LETTERS, LETTERS_A_DAY, MOST_BOUNCES
from hosting.doctor.account import Account
from hosting.doctor.finding import Finding, missing, ok, warning

ABSENT = ["NotFoundException"]
REVIEW = "read what AWS wrote to the account's address, and answer there"


def sending(account: Account) -> Iterator[Finding]:
    told = account.ask("sesv2", "get_account")
    quota = told.get("SendQuota", {})
    most = int(quota.get("Max24HourSend", 0))
    if not told.get("SendingEnabled", True):
        command = "aws sesv2 put-account-sending-attributes --sending-enabled"
        yield missing("mail", "sending is switched off for the whole account", command)
    elif not told.get("ProductionAccessEnabled"):
        yield missing(
            "mail", "SES is in its sandbox: letters reach verified addresses only, so nobody can confirm",
            "aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL "
            "--website-url $ORIGIN --use-case-description '...'; AWS answers within a day",
        )  # fmt: skip
    elif (standing := told.get("EnforcementStatus", "HEALTHY")) != "HEALTHY":
        yield missing("mail", f"AWS has put the account on {standing}", REVIEW)
    elif 0 <= most < LETTERS_A_DAY:
        message = f"SES takes {most} letters a day, and the function sends up to {LETTERS_A_DAY}"
        yield warning("mail", message, "ask for more in the SES console, “Account dashboard”")
    else:
        yield ok("mail", f"production; {int(quota.get('SentLast24Hours', 0))} of {most} letters today")


def sender(account: Account) -> Iterator[Finding]:
    """The address itself, or its whole domain."""
    given = account.parameter("Sender")
    address = mailable(given.rpartition("<")[2].rstrip("> ")) or given
    domain = address.rpartition("@")[2]
    told = account.ask("sesv2", "get_email_identity", EmailIdentity=address, absent=ABSENT)
    told = told or account.ask("sesv2", "get_email_identity", EmailIdentity=domain, absent=ABSENT)
    if told is None:
        command = (
            f"aws sesv2 create-email-identity --email-identity {domain}, and set the DNS records it names"
        )
        yield missing("sender", f"SES knows neither {address} nor {domain}", command)
    elif not told.get("VerifiedForSendingStatus"):
        command = f"aws sesv2 get-email-identity --email-identity {domain} names the records that DNS lacks"
        yield missing("sender", f"{address} is not verified", command)
    elif not told.get("ConfigurationSetName"):
        message = f"{address} has no configuration set: nobody hears of a bounce before SES stops us"
        yield warning("sender", message, "deploy the stack again, or name its set in the SES console")
    else:
        yield ok("sender", f"{address} is verified")


def bounces(account: Account) -> Iterator[Finding]:
    points = account.ask("ses", "get_send_statistics")["SendDataPoints"]
    sent = sum(int(each["DeliveryAttempts"]) for each in points)
    back = sum(int(each["Bounces"]) for each in points)
    complaints = sum(int(each["Complaints"]) for each in points)
    message = f"of {sent} letters in two weeks {back} came back, and {complaints} were complained about"
    if back >= MOST_BOUNCES * max(sent, FEWEST_LETTERS):
        mend = "letters have stopped by themselves; `make intake` shows who sends so many false addresses"
        yield warning("bounces", message, mend)
    else:
        yield ok("bounces", message)
