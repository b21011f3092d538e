"""When the book was made: the one moment that its files carry, so that the same source gives the same bytes."""
from __future__ import annotations

import os
from datetime import UTC, datetime

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata


def made_at(config: Config) -> datetime:
    """Return the moment of ``SOURCE_DATE_EPOCH``, or of midnight of ``edition_date`` where none is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.fromisoformat(config.edition_date).replace(tzinfo=UTC)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("edition_date", "1980-01-01", "env", str)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
