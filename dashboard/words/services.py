"""Services: the nine elements of the citizens' survey."""

from dashboard.language import N_

ELEMENTS = {
    "requirement_avg": N_("Persyaratan"),
    "procedure_avg": N_("Sistem, mekanisme, dan prosedur"),
    "time_avg": N_("Waktu penyelesaian"),
    "cost_avg": N_("Biaya/tarif"),
    "product_avg": N_("Produk layanan"),
    "competence_avg": N_("Kompetensi pelaksana"),
    "conduct_avg": N_("Perilaku pelaksana"),
    "complaints_avg": N_("Penanganan pengaduan"),
    "facilities_avg": N_("Sarana dan prasarana"),
}
