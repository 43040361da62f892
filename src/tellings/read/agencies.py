"""News agencies under all the names that credit lines give them, and the forms that credit lines take."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAMES = {
    "AP": ("AP", "Associated Press", "The Associated Press", "A.P.", "AP News"),
    "Reuters": ("Reuters", "Thomson Reuters", "Reuters News Agency", "Reuters Newslook"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse", "AFP News Agency"),
    "UPI": ("UPI", "United Press International"),
    "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur", "German Press Agency"),
    "PA": ("PA", "Press Association", "PA Media", "PA News Agency", "the Press Association"),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "CNN": ("CNN", "CNN Wire", "CNN Newsource"),
    "Xinhua": ("Xinhua", "Xinhua News Agency"),
    "TASS": ("TASS", "Tass", "ITAR-TASS", "Itar-Tass"),
    "Interfax": ("Interfax", "Interfax news agency"),
    "Interfax-Ukraine": ("Interfax-Ukraine",),
    "Ukrinform": ("Ukrinform",),
    "RIA Novosti": ("RIA Novosti", "RIA", "RIA-Novosti"),
    "Sputnik": ("Sputnik",),
    "Anadolu": ("Anadolu", "Anadolu Agency", "AA"),
    "Kyodo": ("Kyodo", "Kyodo News"),
    "Jiji": ("Jiji", "Jiji Press"),
    "Yonhap": ("Yonhap", "Yonhap News Agency"),
    "EFE": ("EFE", "Efe", "Agencia EFE"),
    "ANSA": ("ANSA", "Ansa"),
    "PTI": ("PTI", "Press Trust of India"),
    "ANI": ("ANI", "Asian News International"),
    "IANS": ("IANS", "Indo-Asian News Service"),
    "AAP": ("AAP", "Australian Associated Press"),
    "Canadian Press": ("Canadian Press", "The Canadian Press", "CP"),
    "PAP": ("PAP", "Polish Press Agency"),
    "Belga": ("Belga",),
    "ANP": ("ANP",),
    "Lusa": ("Lusa",),
    "Ritzau": ("Ritzau",),
    "NTB": ("NTB",),
    "APA": ("APA", "Austria Press Agency"),
    "MENA": ("MENA",),
    "SPA": ("SPA", "Saudi Press Agency"),
    "WAM": ("WAM",),
    "IRNA": ("IRNA",),
    "KCNA": ("KCNA", "Korean Central News Agency"),
    "Tribune News Service": ("TNS", "Tribune News Service", "Tribune Content Agency"),
    "agencies": (
        "agencies",
        "Agencies",
        "news agencies",
        "wire services",
        "wire service",
        "wire reports",
        "wires",
        "agency reports",
    ),
}
_BY_NAME = {name: agency for agency, names in _NAMES.items() for name in names}
_LOOSE = {name.lower(): agency for name, agency in _BY_NAME.items() if len(name) > 3}
_ANY = re.compile(
    r"(?<![\w-])(?:" + "|".join(map(re.escape, sorted(_BY_NAME, key=lambda n: (-len(n), n)))) + r")(?![\w-])"
)


def agency_of(name: str) -> str | None:
    """The normalised agency for a whole name ("The Associated Press" → "AP"), or None."""
    plain = " ".join(name.split()).strip(" .,;:-–—()")
    return _BY_NAME.get(plain) or _LOOSE.get(plain.lower())


def agencies_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Every agency named in a short text: (agency, start, end), longest names first, in order."""
    for found in _ANY.finditer(text):
        yield _BY_NAME[found[0]], found.start(), found.end()
