"""What functions remember of their answers."""

from xl_udfs.cells import Answer, Argument
from xl_udfs.hosts.remembering import REMEMBERED, remembering


def test_the_same_question_is_computed_once_and_true_is_not_one() -> None:
    """A history of two hundred steps is read cell by cell."""
    asked: list[tuple[Argument, ...]] = []

    def answer(*cells: Argument) -> Answer:
        asked.append(cells)
        return float(len(asked))

    call = remembering(answer)
    questions: list[tuple[Argument, ...]] = [(1.0,), (True,), ("1",), (None,), (((1.0, ""),),)]
    first = [call(*cells) for cells in questions]
    assert [call(*cells) for cells in questions] == first == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert asked == questions


def test_old_answers_are_forgotten() -> None:
    """So that a long workbook does not fill the memory."""
    count = 0

    def answer(_: Argument) -> Answer:
        nonlocal count
        count += 1
        return None

    call = remembering(answer)
    for number in range(REMEMBERED + 1):
        call(float(number))
    call(0.0)
    assert count == REMEMBERED + 2
