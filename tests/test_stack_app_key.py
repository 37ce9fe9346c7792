"""The app's key on its way into KMS: wrapped, taken whole, and every mistake told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, keywrap, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from hosting import app_key

PEM, PLAIN = serialization.Encoding.PEM, serialization.NoEncryption()
GITHUBS = serialization.PrivateFormat.TraditionalOpenSSL


class Kms:
    """Takes the key out of its wrapping again, as KMS does."""

    def __init__(self) -> None:
        self.wrapping = rsa.generate_private_key(65537, 2048)  # KMS has 4096; this is quicker
        self.taken: dict[str, Any] = {}

    def get_parameters_for_import(self, **asked: Any) -> dict[str, Any]:
        assert asked == {"KeyId": "key", **app_key.WRAPPING}
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        public = self.wrapping.public_key().public_bytes(serialization.Encoding.DER, form)
        return {"PublicKey": public, "ImportToken": b"token"}

    def import_key_material(self, **given: Any) -> None:
        self.taken = given

    def key(self) -> bytes:
        sealed = self.taken["EncryptedKeyMaterial"]
        oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
        return keywrap.aes_key_unwrap_with_padding(self.wrapping.decrypt(sealed[:256], oaep), sealed[256:])


@pytest.fixture(scope="module")
def kms() -> Kms:
    return Kms()


@pytest.fixture
def to_kms(kms: Kms, monkeypatch: pytest.MonkeyPatch) -> Kms:
    monkeypatch.setattr(app_key.boto3, "client", lambda _: kms)
    kms.taken = {}
    return kms


@pytest.mark.parametrize("form", [GITHUBS, serialization.PrivateFormat.PKCS8])
def test_the_key_arrives_as_it_was(to_kms: Kms, tmp_path: Path, form: Any, capsys: Any) -> None:
    made, file = rsa.generate_private_key(65537, 2048), tmp_path / "app.pem"
    file.write_bytes(made.private_bytes(PEM, form, PLAIN))
    assert app_key.main([str(file), "key"]) == 0
    arrived: Any = serialization.load_der_private_key(to_kms.key(), None)
    assert arrived.private_numbers() == made.private_numbers()
    assert to_kms.taken["ImportToken"] == b"token"
    assert to_kms.taken["ExpirationModel"] == "KEY_MATERIAL_DOES_NOT_EXPIRE"
    assert f"Remove {file}" in capsys.readouterr().out
    assert [*tmp_path.iterdir()] == [file], "nothing is left on this machine"


def small() -> bytes:
    return rsa.generate_private_key(65537, 1024).private_bytes(PEM, GITHUBS, PLAIN)


def curve() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(PEM, GITHUBS, PLAIN)


def locked() -> bytes:
    seal = serialization.BestAvailableEncryption(b"word")
    return rsa.generate_private_key(65537, 2048).private_bytes(PEM, GITHUBS, seal)


def public() -> bytes:
    key, form = rsa.generate_private_key(65537, 2048), serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(PEM, form)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "app.pem cannot be read: No such file or directory."),
        (lambda: b"", "app.pem is no private key without a password. Make one in the settings"),
        (lambda: b"\xff\x00", "is no private key"),
        (public, "is no private key"), (locked, "is no private key"),
        (small, "is not an RSA key of 2048 bits"), (curve, "is not an RSA key of 2048 bits"),
    ],
)  # fmt: skip
def test_what_is_no_such_key_goes_nowhere(
    to_kms: Kms, tmp_path: Path, content: Any, message: str, capsys: Any
) -> None:
    file = tmp_path / "app.pem"
    if content:
        file.write_bytes(content())
    assert app_key.main([str(file), "key"]) == 1
    assert message in capsys.readouterr().err
    assert to_kms.taken == {}


def test_without_both_arguments_it_says_how(capsys: Any) -> None:
    assert app_key.main(["app.pem"]) == 2
    assert "FILE is what GitHub offered" in capsys.readouterr().err


def test_an_output_that_is_not_there_is_told_apart(to_kms: Kms, capsys: Any) -> None:
    assert app_key.main(["app.pem", ""]) == 2
    assert "is STACK the stack's name?" in capsys.readouterr().err
    assert to_kms.taken == {}
