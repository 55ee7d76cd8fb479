"""A small PDF locked with a password (RC4, 40 bits, revision 2 of the standard handler), written byte by byte."""

from __future__ import annotations

import hashlib

PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
FILE_ID = bytes(range(16))
PERMISSIONS = -4


def encrypted_pdf(text: str, *, user_password: str, owner_password: str = "owner") -> bytes:
    """One page with a line of ASCII text. With an empty user password anyone may read it."""
    owner_key = hashlib.md5(_pad(owner_password)).digest()[:5]
    owner = rc4(owner_key, _pad(user_password))
    permissions = PERMISSIONS.to_bytes(4, "little", signed=True)
    key = hashlib.md5(_pad(user_password) + owner + permissions + FILE_ID).digest()[:5]
    user = rc4(key, PADDING)

    content = f"BT /F1 14 Tf 72 700 Td ({text}) Tj ET".encode("ascii")
    page_key = hashlib.md5(key + (4).to_bytes(3, "little") + bytes(2)).digest()[:10]
    stream = rc4(page_key, content)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        b"<< /Filter /Standard /V 1 /R 2 /P %d /O <%b> /U <%b> >>"
        % (PERMISSIONS, owner.hex().encode(), user.hex().encode()),
    ]
    body = b"%PDF-1.4\n"
    offsets = []
    for number, value in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    identity = FILE_ID.hex().encode()
    trailer = b"<< /Size 7 /Root 1 0 R /Encrypt 6 0 R /ID [<%b><%b>] >>" % (identity, identity)
    return body + b"xref\n0 7\n0000000000 65535 f \n%btrailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        trailer,
        len(body),
    )


def _pad(password: str) -> bytes:
    return (password.encode("latin-1") + PADDING)[:32]


def rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
