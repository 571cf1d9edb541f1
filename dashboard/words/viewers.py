"""Viewers: the roles, and how sure a rule is they read."""

from dashboard.language import N_

ROLES = {
    "publik": N_("Publik"),
    "pegawai": N_("Pegawai"),
    "kepala": N_("Kepala unit"),
    "perencana": N_("Perencana pelatihan"),
    "pengelola_data": N_("Pengelola data"),
}

# How sure we are that a rule is what the regulation says.
CONFIDENCE = {
    "V": N_("teks peraturan"),
    "V-code": N_("praktik resmi"),
    "1src": N_("satu sumber"),
    "U": N_("setelan"),
}
