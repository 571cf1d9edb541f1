"""Penilaian kinerja: how high a unit's predicates stand beside how far its indicators came."""

import polars as pl

from dashboard import formats
from dashboard.charts import pairs, template
from dashboard.components import figures
from dashboard.components.text import note, section
from dashboard.language import _
from dashboard.words import appraisals, word

COLORS = {"high_predicates_low_results": template.CONCERN}


def quadrants(units: pl.DataFrame) -> None:
    """Show the units in four fields; those with high predicates and low results are named."""
    judged = units.filter(pl.col("quadrant") != "not_judged").with_columns(group=pl.col("quadrant"))
    if judged.is_empty():
        section(_("Predikat di samping capaian unit"))
        note(_("Belum ada unit dengan cukup orang dinilai dan skor IKU pada periode ini."))
        return
    limits = judged.row(0, named=True)
    across = pairs.Axis("very_good_share", _("Bagian Sangat Baik"), formats.whole_percent, limits["high_share"])
    up = pairs.Axis("iku_score_pct", _("Skor IKU"), lambda value: formats.percent(value, 0), limits["low_score_pct"])
    words = {code: word(appraisals.QUADRANTS, code) for code in appraisals.QUADRANTS}
    figures.chart(
        quadrant_title(judged),
        pairs.pairs(judged, across, up, COLORS),
        alt=pairs.description(judged, across, up, COLORS),
        caption=_(
            "Kanan dari garis {share}: predikat tinggi; di bawah garis {score}: capaian rendah. "
            "Kedua batas adalah setelan."
        ).format(share=across.show(across.line), score=up.show(up.line)),
        table=units.with_columns(pl.col("quadrant").replace(words)),
        labels={
            "unit_name": _("Unit"),
            "rated_count": _("Dinilai"),
            "very_good_share": _("Bagian Sangat Baik"),
            "iku_score_pct": _("Skor IKU"),
            "quadrant": _("Letak"),
        },
        name="kuadran",
    )


def quadrant_title(judged: pl.DataFrame) -> str:
    """Return how many units have high predicates and low results, as a sentence."""
    odd = judged.filter(pl.col("quadrant") == "high_predicates_low_results").height
    whole = formats.number(judged.height, 0)
    if not odd:
        return _("Tidak ada dari {whole} unit yang predikatnya tinggi sedangkan capaiannya rendah").format(whole=whole)
    return _("{n} dari {whole} unit berpredikat tinggi dengan capaian rendah").format(
        n=formats.number(odd, 0), whole=whole
    )
