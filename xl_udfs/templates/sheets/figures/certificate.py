"""Figures that a document states, and the formulas that recompute them.

In a formula ``{name}`` stands for the stated figure of that name and ``{name.exact}`` for the
recomputed one. A figure without a stated value is only recomputed.
"""

from dataclasses import dataclass
from datetime import date

AVERAGE = "{prior},{a},{consideration.exact},{implied.exact},{c}"
WEIGHTED = f"CONVPRICE_WEIGHTED({AVERAGE})"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a certificate's sheet."""

    name: str
    label: str
    shown: str  # number format of the stated figure
    stated: float | date | None
    place: str  # where it stands, and what explains a difference
    formula: str | None = None
    decimals: int | None = None  # of the stated figure; None where it must agree exactly
    follows: str = "agrees exactly"  # how the stated figure is known to follow
    exact_shown: str | None = None  # number format of the recomputed one; None: as the stated one
    against: str | None = None  # another figure whose stated value this recomputation is held to
    is_above_0: bool = False  # something is divided by it, or cannot be computed of nothing
    above: str | None = None  # another figure, a smaller one

    @property
    def is_held(self) -> bool:
        """Whether a stated figure stands beside the recomputed one."""
        return self.formula is not None and (self.stated is not None or self.against is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateSheet:
    """One certificate as a sheet."""

    sheet: str
    title: str
    purpose: str
    lines: tuple[Figure | str, ...]  # a text is a heading
    average: str | None = AVERAGE  # the arguments of its weighted average, if it has one
    known_gap: int = 0  # additional shares counted less those listed
