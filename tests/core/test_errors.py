"""A refusal keeps its kind, code and argument when the call that met it is added."""

from xl_udfs.core.errors import OutOfRangeError


def test_a_refusal_with_its_call_is_the_same_refusal() -> None:
    """Python and pandas add the function, the value and the row."""
    refusal = OutOfRangeError("out_of_range_price", "price is -1", field="price")
    told = refusal.at("PRICE: price is -1", value=-1, function="PRICE", index="Ann")
    assert isinstance(told, OutOfRangeError)
    assert (told.code, told.field, told.value) == ("out_of_range_price", "price", -1)
    assert (told.function, told.index, str(told)) == ("PRICE", "Ann", "PRICE: price is -1")
    assert (refusal.value, refusal.function, refusal.index) == (None, None, None)
