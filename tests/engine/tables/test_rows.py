"""Rows from a stranger's file: guarded like a workbook."""

from io import BytesIO

import pandas as pd
import pytest

from xl_udfs.cells import LONGEST_TEXT
from xl_udfs.engine.limits import Limits
from xl_udfs.engine.refusals import DATA_REFUSALS, UnreadableError
from xl_udfs.engine.tables.rows import Row, Rows, read_rows, renamed


def test_a_csv_keeps_every_value_as_the_text_that_it_is() -> None:
    """No value becomes a number or a formula by its looks; the byte order mark is none of it."""
    content = '\ufeffHolder,Shares\r\n"=cmd|\'/c calc\'!A1",007\r\n"two\nlines",+1\r\n\r\n'.encode()
    assert read_rows(content, "x.csv") == Rows(
        ("Holder", "Shares"),
        (Row(2, ("=cmd|'/c calc'!A1", "007")), Row(3, ("two\nlines", "+1"))),
    )


def test_the_ending_says_the_separator() -> None:
    """Standard input is CSV; .tsv has tabs."""
    assert read_rows(b"a,b\n1,2", "-").columns == ("a", "b")
    assert read_rows(b"a\tb,c\n1\t2", "x.TSV").columns == ("a", "b,c")


@pytest.mark.parametrize(
    ("content", "encoding", "columns"),
    [
        ("Price, $;Holder;Day\n1;2;3", "utf-8", ("Price, $", "Holder", "Day")),
        ("a\tb\n1\t2", "utf-8", ("a", "b")),
        ('"a;b",c\n1,2', "utf-8", ("a;b", "c")),
        ("Société,b\n1,2", "cp1252", ("Société", "b")),
        ("a,b\n1,2", "utf-16", ("a", "b")),
        ("sep=;\r\na,x;b\n1;2", "utf-8", ("a,x", "b")),
        ("sep=,\na,b\n1,2", "utf-8", ("a", "b")),
    ],
)
def test_separators_are_recognized_and_encodings_named(
    content: str, encoding: str, columns: tuple[str, ...]
) -> None:
    """As Excel saves CSV in countries with decimal commas, and on Windows."""
    assert read_rows(content.encode(encoding), "x.csv", encoding=encoding).columns == columns


def test_rows_below_a_line_that_names_the_separator_keep_their_lines() -> None:
    """Excel puts `sep=;` first and reads it so; the first row of values is then the third."""
    assert read_rows(b"\xef\xbb\xbfsep=;\na;b\n1;2", "x.csv").rows == (Row(3, ("1", "2")),)


def test_columns_get_the_names_of_a_table() -> None:
    """In any case; two may not get one name."""
    rows = read_rows(b"Investor,Number\nAnn,1", "x.csv")
    assert renamed(rows, {"investor": "Holder"}).columns == ("Holder", "Number")
    with pytest.raises(UnreadableError, match="two columns 'Number'"):
        renamed(rows, {"Investor": "Number"})


@pytest.mark.parametrize(
    ("content", "name", "code", "part"),
    [
        (b"", "x.csv", "E_DATA", "names no columns"),
        (b"a,b\n", "x.csv", "E_DATA", "no rows"),
        (b"a,A\n1,2", "x.csv", "E_DATA", "two columns 'A'"),
        (b"a,\n1,2", "x.csv", "E_DATA", "has no name"),
        (b"a,b\n1,2\n1\n", "x.csv", "E_DATA", "row 3 has 1 values, and the header names 2"),
        (b'a\n"1', "x.csv", "E_DATA", "line 2: unexpected end of data"),
        (b'a\n"1"2', "x.csv", "E_DATA", "line 2: "),
        (b"a\n" + b"x" * (LONGEST_TEXT + 1), "x.csv", "E_DATA", "field larger than field limit"),
        (b"a\n1\x002", "x.csv", "E_DATA", "NUL"),
        ("a\né".encode("latin-1"), "x.csv", "E_DATA_ENCODING", "byte 3"),
        ("a\n1".encode("utf-16"), "x.csv", "E_DATA_ENCODING", "as --encoding utf-16"),
        (b"a\n1", "x.pickle", "E_DATA_FORMAT", "it reads .csv"),
        (b"PK", "x.xlsx", "E_DATA", "not a zip package"),
        (b"[" * 100_000, "x.json", "E_DATA", "nested too deep"),
        (b'[{"a":1,"a":2}]', "x.json", "E_DATA", "'a' twice"),
        (b'[{"a":NaN}]', "x.json", "E_DATA", "NaN is not a number"),
        (b'[{"a":Infinity}]', "x.json", "E_DATA", "Infinity is not a number"),
        (b'[{"a":[1]}]', "x.json", "E_DATA", "row 1 has a value that is nested"),
        (b'[{"a":1},{"b":1}]', "x.json", "E_DATA", "row 2 names other columns"),
        (b'{"a":1}', "x.json", "E_DATA", "a list of objects"),
        (b"[1", "x.json", "E_DATA", "it is not JSON"),
        (b"[]", "x.json", "E_DATA", "no rows"),
    ],
)
def test_what_is_no_sound_data_gets_a_code_and_a_sentence(
    content: bytes, name: str, code: str, part: str
) -> None:
    """Size, field length, nesting, names that stand twice, NaN, encodings."""
    with pytest.raises(UnreadableError) as refused:
        read_rows(content, name)
    assert (refused.value.code, part in str(refused.value)) == (code, True), refused.value
    assert str(refused.value).startswith(f"the data '{name}' ")


def test_data_beyond_the_limit_is_refused() -> None:
    """The limit is named, so that it can be raised."""
    with pytest.raises(UnreadableError, match="--limit data_mib=N") as refused:
        read_rows(b"a\n" + b"1\n" * 2**19, "x.csv", Limits(data_mib=1))
    assert refused.value.code == "E_DATA_SIZE"
    assert refused.value.code in DATA_REFUSALS


def test_json_keeps_its_types() -> None:
    """Numbers, flags, texts and blanks; the order of names in an object means nothing."""
    content = b'[{"a": 1.5, "b": true}, {"b": null, "a": "x"}]'
    assert read_rows(content, "x.json") == Rows(
        ("a", "b"), (Row(1, (1.5, True)), Row(2, ("x", None)))
    )


def test_pandas_reads_what_it_can() -> None:
    """A workbook as a source: guarded first, dates as dates, missing values as blanks."""
    frame = pd.DataFrame(
        {"Holder": ["Ann", None], "Issued": pd.to_datetime(["2002-02-04", None]), "n": [1, 2]}
    )
    file = BytesIO()
    frame.to_excel(file, index=False)
    rows = read_rows(file.getvalue(), "x.xlsx")
    assert rows.columns == ("Holder", "Issued", "n")
    (first, second) = rows.rows
    assert (first.number, first.fields[0], str(first.fields[1])) == (
        1,
        "Ann",
        "2002-02-04 00:00:00",
    )
    assert (second.fields, type(first.fields[2])) == ((None, None, 2), int)
