"""Write csv-dialects.json: what pandas.read_csv makes of small files in the ways that people write them."""

import csv
from io import StringIO

import pandas as pd
from common import write_json

# Name, text, settings of CSVFormat by their names, the same for pandas.
CASES = [
    ("lines end in CR", "age,pay,class\r22,1500,x\r38,2100,y\r26,1900,x\r", {}, {}),
    ("lines end in CRLF", "a,b\r\n1,x\r\n2,y\r\n", {}, {}),
    ("an empty line", "a,b\n1,2\n\n3,4\n", {}, {}),
    ("an empty line on top", "\n\na,b\n1,2\n", {}, {}),
    ("a line of blanks at the end", "a,b\n1,2\n  \n", {}, {}),
    ("usual marks of missing cells", "a,b\n22,#N/A\nNone,5\n31,<NA>\nn/a,7\n1.#IND,null\n-nan,9\n", {}, {}),
    ("own marks", "a,b\n1,?\n-999,2.5\n3,NA\n", {"missing": ["?", "-999"]},
     {"na_values": ["?", "-999"], "keep_default_na": False}),
    ("semicolons and decimal commas", "a;b;y\n1,5;2,25;k\n3,5;1;m\n", {"separator": ";", "decimalSeparator": ","},
     {"sep": ";", "decimal": ","}),
    ("points between thousands", "a;b\n1.234,5;1.000\n-12.345.678,25;7\n",
     {"separator": ";", "decimalSeparator": ",", "thousandsSeparator": "."}, {"sep": ";", "decimal": ",", "thousands": "."}),
    ("commas between thousands", 'a,b\n"1,234,567",0.5\n"12,345",1.5\n', {"thousandsSeparator": ","}, {"thousands": ","}),
    ("remarks", "# made by hand\na,b # two columns\n1,2\n# 3,4\n5,6#7\n", {"comment": "#"}, {"comment": "#"}),
    ("lines to skip", "A report\nof May, 2024\na,b\n1,2\n", {"skippingLines": 2}, {"skiprows": 2}),
    ("escaped quotes", 'text,y\n"say \\"hi\\"",1\n"back\\\\slash",0\nplain\\,comma,2\n', {"escape": "\\"}, {"escapechar": "\\"}),
    ("quotes are characters", 'size\tn\n"5 inch\t1\n6" wide\t2\n"\t3\n', {"separator": "\t", "quote": None},
     {"sep": "\t", "quoting": csv.QUOTE_NONE}),
    ("other quotes", "a,b\n'x, y',1\n'it''s',2\n", {"quote": "'"}, {"quotechar": "'"}),
    ("no header", "1,,2\n5,6,7\n8,9,10\n", {"header": "absent"}, {"header": None}),
    ("booleans", "a,b\nTrue,1\nFALSE,0\n", {}, {}),
    ("whole numbers with gaps", "a,b\n1,x\n,y\n3,z\n", {}, {}),
]


def cells(column):
    return [None if pd.isna(v) else v if isinstance(v, (str, bool)) else float(v) for v in column.tolist()]


def case(name, text, settings, options):
    table = pd.read_csv(StringIO(text, newline=""), **options)
    names = None if settings.get("header") == "absent" else list(table.columns.str.strip())
    return {
        "name": name, "text": text, "settings": settings, "names": names,
        "columns": [cells(table.iloc[:, j]) for j in range(table.shape[1])],
    }


write_json("csv-dialects.json", {"version": pd.__version__, "cases": [case(*c) for c in CASES]})
