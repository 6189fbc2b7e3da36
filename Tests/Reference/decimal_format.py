"""Python's own fixed and scientific formatting of doubles, for DecimalFormat.

Each case is [bits of the double as hexadecimal text, digits, fixed, scientific].
"""

import random
import struct
import sys

from common import write_json

random.seed(18)


def from_bits(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def bits_of(value):
    return struct.unpack("<Q", struct.pack("<d", value))[0]


chosen = [
    0.0, -0.0, 0.5, 1.5, 2.5, -2.5, 0.25, 0.125, 0.375, 0.0625, 1.005, 2.675, 1.0, 9.5, 9.995, 99.5, 999.5, 0.05, 0.15,
    0.95, 0.995, 0.9995, 9.9995, 0.1, 1 / 3, 2 / 3, 1e15, 1e16, 1e17, 2.0**53, 2.0**53 + 2, 2.0**63, 1e22, 1e23, 1e100,
    1e-5, 1.234e-5, 1e-100, 5e-324, 2.2250738585072014e-308, 2.225073858507201e-308, sys.float_info.max,
    -sys.float_info.max, float("inf"), float("-inf"), float("nan"), 1e-7, 0.00049999999999999999, 4.9999999999999e-4,
    0.0005, 123456.789, 0.30000000000000004, 5e-5, 2.0**-20, 3 * 2.0**-20, 1e9, 999999999.5, 1e18, 999999999999999.9,
]
values = [(value, digits) for value in chosen for digits in (0, 1, 2, 3, 7, 17)]
values += [(from_bits(random.getrandbits(64)), random.randrange(0, 20)) for _ in range(500)]
values += [(random.uniform(-10, 10), random.randrange(0, 6)) for _ in range(300)]
# Exact ties: an odd number of halves, quarters, eighths, … of the last digit.
values += [(random.randrange(-4000, 4000) / 2 ** (d + 1), d) for d in range(0, 8) for _ in range(40)]
values += [(10.0**k, 3) for k in range(-320, 309, 16)]

cases = [
    [f"{bits_of(value):016x}", digits, f"{value:.{digits}f}", f"{value:.{digits}e}"]
    for value, digits in values
]
write_json("decimal-format.json", cases)
