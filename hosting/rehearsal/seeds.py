"""What a person puts into an account by hand: secrets, the app's key, the way out of SES's sandbox."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from pyrage import x25519

from hosting.rehearsal.emulator import Emulator
from hosting.rehearsal.parameters import SECRETS_PREFIX

SIGNING = "RSASSA_PKCS1_V1_5_SHA_256"


def put_secrets(aws: Emulator, origin_secret: str, recipients: list[str]) -> None:
    ssm = aws.client("ssm")
    values = {
        "form-key": secrets.token_urlsafe(32),
        "origin-secrets": origin_secret,
        "recipients": "\n".join(recipients),
    }
    for name, value in values.items():
        ssm.put_parameter(Name=f"{SECRETS_PREFIX}/{name}", Value=value, Type="SecureString")


def make_editors_key(file: Path) -> str:
    """Writes the key that opens what is sealed, as an editor keeps one; gives its public half."""
    identity = x25519.Identity.generate()
    file.touch(mode=0o600)
    file.write_text(f"{identity}\n", "utf-8")
    return str(identity.to_public())


def leave_the_sandbox(aws: Emulator) -> None:
    """A new account may write to its own addresses alone; AWS takes a day to allow more."""
    aws.client("sesv2").put_account_details(
        MailType="TRANSACTIONAL",
        WebsiteURL="https://directory.example",
        UseCaseDescription="Letters that prove an address",
        ProductionAccessEnabled=True,
    )


def import_app_key(aws: Emulator, key_id: str) -> None:
    """The private key that GitHub gave for the app: wrapped for the way, and gone here afterwards."""
    from cryptography.hazmat.primitives import hashes, keywrap, serialization
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    kms = aws.client("kms")
    given = kms.get_parameters_for_import(
        KeyId=key_id, WrappingAlgorithm="RSA_AES_KEY_WRAP_SHA_256", WrappingKeySpec="RSA_4096"
    )
    private = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    wrapping: Any = serialization.load_der_public_key(given["PublicKey"])
    once = secrets.token_bytes(32)
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    wrapped = wrapping.encrypt(once, oaep) + keywrap.aes_key_wrap_with_padding(once, private)
    kms.import_key_material(
        KeyId=key_id,
        ImportToken=given["ImportToken"],
        EncryptedKeyMaterial=wrapped,
        ExpirationModel="KEY_MATERIAL_DOES_NOT_EXPIRE",
    )


class AppKey:
    """What GitHub knows of the app: the public half of the key in KMS, which does not exist at first."""

    def __init__(self, aws: Emulator) -> None:
        self.kms, self.key_id = aws.client("kms"), ""

    def verify(self, message: bytes, signature: bytes) -> None:
        self.kms.verify(
            KeyId=self.key_id,
            Message=message,
            MessageType="RAW",
            Signature=signature,
            SigningAlgorithm=SIGNING,
        )
