"""Names of claims that stay the same however often an article is annotated."""

import base64
import hashlib

from ...text.plain import norm


def claim_id(article_id: str, quote: str) -> str:
    """'c-' and eight letters of the base32 of SHA-256 over article_id, NUL and `norm(quote)`.

    A repeat gets '-2' from its caller.

    >>> claim_id("harbour", "The port is shut") == claim_id("harbour", "The  port is shut")
    True
    """
    digest = hashlib.sha256(
        f"{article_id}\0{norm(quote)}".encode("utf-8", "surrogatepass")
    ).digest()
    return "c-" + base64.b32encode(digest).decode("ascii")[:8].lower()
