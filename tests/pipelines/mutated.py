"""A pytest plugin: every model is as in sql/, but for the mutant whose number KINERJA_MUTANT names."""

import os
from pathlib import Path

from mutants import MUTANTS

from pipelines import models

_mutant, _read = MUTANTS[int(os.environ["KINERJA_MUTANT"])], models._model


def _model(table: str, path: Path) -> models.Model:
    return models.Model(table, SQL, models.table_references(SQL)) if table == _mutant.table else _read(table, path)


SQL = _mutant.sql
models.models_of.cache_clear()
models.in_order.cache_clear()
models._model = _model
