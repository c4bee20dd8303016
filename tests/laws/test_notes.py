"""Laws of the notes."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.core.notes.exchange import ProRataPrepayment

principals = st.lists(st.integers(min_value=1, max_value=10**8), min_size=1, max_size=8)


@given(notes=principals, part=st.integers(min_value=1, max_value=100))
def test_a_pro_rata_prepayment_keeps_its_total_to_the_cent(notes: list[int], part: int) -> None:
    """No cent is lost or made, and no note is a whole cent from its exact share."""
    amount = Fraction(sum(notes) * part, 100)
    paid = ProRataPrepayment(amount, [Fraction(note) for note in notes]).result
    assert sum(paid) == amount
    for share, note in zip(paid, notes, strict=True):
        assert abs(share - amount * note / sum(notes)) < Fraction(1, 100)
