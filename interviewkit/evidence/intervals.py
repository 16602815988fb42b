"""How sure a fraction of a few customers can make anyone."""

from __future__ import annotations

from math import sqrt


def wilson(successes: int, n: int, z: float) -> tuple[float, float]:
    """The Wilson score interval of `successes` of `n`: (low, high) in [0, 1], the whole of it when n is 0.

    `z` is the standard normal quantile (1.959964 for 95 %). Formula: Wilson 1927, recommended for small n
    by Brown, Cai & DasGupta 2001. The ends are exact: none of n gives a low of 0, all of n a high of 1.
    Raises ValueError unless 0 ≤ successes ≤ n.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no fraction")
    if n == 0:
        return 0.0, 1.0
    share = successes / n
    spread = z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return low, high
