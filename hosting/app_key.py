"""`python -m hosting.app_key FILE KEY`: puts the GitHub App's private key into KMS, which never gives it out.

FILE is what GitHub offered for download, a .pem; KEY the output SigningKey of the stack. The key goes there
wrapped for this one way, and nothing of it is written on this machine.
"""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from cryptography.hazmat.primitives import hashes, keywrap, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

BITS = 2048  # what GitHub makes, and what the template's key takes
WRAPPING = {"WrappingAlgorithm": "RSA_AES_KEY_WRAP_SHA_256", "WrappingKeySpec": "RSA_4096"}


class AppKeyError(Exception):
    """In words for a person."""


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    file, key = Path(arguments[0]), arguments[1].strip()
    if not key:
        print(
            "Which key? The stack's output SigningKey is empty: is STACK the stack's name?", file=sys.stderr
        )
        return 2
    try:
        put(boto3.client("kms"), key, read(file))
    except AppKeyError as error:
        print(error, file=sys.stderr)
        return 1
    except (ClientError, BotoCoreError) as error:
        print(f"KMS did not take the key: {error}\nNothing has changed.", file=sys.stderr)
        return 1
    print(f"The key is in KMS. Remove {file} from this machine: should it be needed, GitHub makes another.")
    return 0


def read(file: Path) -> bytes:
    """The key as KMS takes it: PKCS #8, DER."""
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except OSError as error:
        raise AppKeyError(f"{file} cannot be read: {error.strerror}.") from None
    except (ValueError, TypeError):
        raise AppKeyError(
            f"{file} is no private key without a password. Make one in the settings of the GitHub App, under "
            "Private keys, and give the .pem file that comes."
        ) from None
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size != BITS:
        raise AppKeyError(f"{file} is not an RSA key of {BITS} bits, as GitHub makes them.")
    return key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def put(kms: Any, key_id: str, private: bytes) -> None:
    given = kms.get_parameters_for_import(KeyId=key_id, **WRAPPING)
    kms.import_key_material(
        KeyId=key_id,
        ImportToken=given["ImportToken"],
        EncryptedKeyMaterial=wrapped(private, given["PublicKey"]),
        ExpirationModel="KEY_MATERIAL_DOES_NOT_EXPIRE",
    )


def wrapped(private: bytes, public: bytes) -> bytes:
    """Under a key for this once, which itself is under the one of KMS."""
    wrapping: Any = serialization.load_der_public_key(public)
    once = secrets.token_bytes(32)
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    sealed: bytes = wrapping.encrypt(once, oaep)
    return sealed + keywrap.aes_key_wrap_with_padding(once, private)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
