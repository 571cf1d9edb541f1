"""A second calculation of the comparison of units, written from the papers in plain Python."""

import math
from collections.abc import Sequence
from statistics import NormalDist

Z_95, Z_998 = (NormalDist().inv_cdf(p) for p in (0.975, 0.999))


def plain_z(events: Sequence[int], cases: Sequence[int]) -> list[float]:
    """Return z of each share on the arcsine scale: Spiegelhalter 2005, appendix A.1."""
    centre = math.asin(math.sqrt(sum(events) / sum(cases)))
    return [(math.asin(math.sqrt(x / n)) - centre) * 2 * math.sqrt(n) for x, n in zip(events, cases, strict=True)]


def quantile(values: Sequence[float], part: float) -> float:
    """Return the quantile by linear interpolation, as R and numpy do by default."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * part
    under, over = math.floor(place), math.ceil(place)
    return ordered[under] + (ordered[over] - ordered[under]) * (place - under)


def winsorised(scores: Sequence[float], part: float = 0.1) -> list[float]:
    low, high = quantile(scores, part), quantile(scores, 1 - part)
    return [min(max(z, low), high) for z in scores]


def extra_spread(squares: float, weights: Sequence[float]) -> float:
    """Return tau² by moments from a weighted sum of squares: DerSimonian and Laird 1986."""
    freedom = len(weights) - 1
    spread = sum(weights) - sum(w * w for w in weights) / sum(weights)
    return max(0.0, (squares - freedom) / spread) if spread else 0.0


def dispersion(events: Sequence[int], cases: Sequence[int], part: float = 0.1) -> tuple[float, float]:
    """Return phi and tau² of the shares from z winsorised by `part` on each side: Spiegelhalter 2005, QSHC 14:347."""
    squares = sum(z * z for z in winsorised(plain_z(events, cases), part))
    return squares / len(cases), extra_spread(squares, [4 * n for n in cases])


def limits(centre: float, cases: int, width: float, tau_square: float = 0.0) -> tuple[float, float]:
    """Return both limits of a share at a number of cases."""
    margin = width * math.sqrt(1 / (4 * cases) + tau_square)
    place = math.asin(math.sqrt(centre))
    return math.sin(max(place - margin, 0)) ** 2, math.sin(min(place + margin, math.pi / 2)) ** 2


def prior_size(events: Sequence[int], cases: Sequence[int]) -> float:
    """Return M = alpha + beta of the beta-binomial by moments (Kleinman 1973), infinite without extra spread."""
    total, centre, count = sum(cases), sum(events) / sum(cases), len(cases)
    spread = sum(n * (x / n - centre) ** 2 for x, n in zip(events, cases, strict=True))
    chance = centre * (1 - centre)
    if chance == 0:
        return math.inf
    rho = (spread / chance - (count - 1)) / (total - sum(n * n for n in cases) / total - (count - 1))
    return max(0.0, (1 - rho) / rho) if rho > 0 else math.inf


def beta_mass_below(first: float, second: float, limit: float, steps: int = 20000) -> float:
    """Return the mass of a beta distribution below `limit`, by Simpson's rule on the arcsine scale."""
    top = math.asin(math.sqrt(limit))
    scale = math.lgamma(first + second) - math.lgamma(first) - math.lgamma(second)

    def density(angle: float) -> float:
        sine, cosine = math.sin(angle), math.cos(angle)
        if sine <= 0 or cosine <= 0:
            return 0.0
        powers = (2 * first - 1) * math.log(sine) + (2 * second - 1) * math.log(cosine)
        return 2 * math.exp(scale + powers)

    inner = sum((4 if step % 2 else 2) * density(top * step / steps) for step in range(1, steps))
    return (density(0.0) + inner + density(top)) * top / steps / 3


def beta_interval(mean: float, cases: float) -> tuple[float, float]:
    """Return 95 percent of a beta of so many cases, around its median (Kerman 2011) on the arcsine scale."""
    events, others = (max(part * cases - 1 / 3, 0.0) for part in (mean, 1 - mean))
    place = math.asin(math.sqrt(events / (events + others)))
    margin = Z_95 / math.sqrt(4 * cases + 2)
    return math.sin(max(place - margin, 0)) ** 2, math.sin(min(place + margin, math.pi / 2)) ** 2
