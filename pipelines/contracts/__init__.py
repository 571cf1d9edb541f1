"""Every kind of export: what a row must be, in the words of the people who fill it in."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pandera.polars as pa

from pipelines.contracts import appraisals, competencies, objectives, organisation, services, training
from pipelines.contracts.columns import Column

_MODELS: tuple[type[pa.DataFrameModel], ...] = (
    organisation.Unit,
    organisation.Pegawai,
    objectives.Iku,
    objectives.CapaianIku,
    objectives.Anggaran,
    objectives.PredikatOrganisasi,
    appraisals.Skp,
    appraisals.SkpLama,
    appraisals.Rhk,
    appraisals.UmpanBalik,
    services.Skm,
    services.Layanan,
    services.Perubahan,
    competencies.StandarKompetensi,
    competencies.AsesmenKompetensi,
    appraisals.Talenta,
    appraisals.IpAsn,
    training.KatalogPelatihan,
    training.RiwayatPelatihan,
    organisation.Penghargaan,
)


@dataclass(frozen=True)
class Contract:
    """One kind of export: its columns in template order, its key, and the pandera schema that judges typed rows."""

    kind: str
    title_id: str
    title_en: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    schema: Any

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


@cache
def all_contracts() -> dict[str, Contract]:
    """Return every contract by its kind, in the order in which kinds depend on one another."""
    return {contract.kind: contract for contract in map(_contract, _MODELS)}


def _contract(model: type[pa.DataFrameModel]) -> Contract:
    schema = model.to_schema()
    about = model.Config.metadata or {}
    columns = tuple(Column(name=name, **(field.metadata or {})) for name, field in schema.columns.items())
    return Contract(
        about["kind"],
        about["title_id"],
        about["title_en"],
        (model.__doc__ or "").strip(),
        tuple(about["key"]),
        columns,
        schema,
    )
