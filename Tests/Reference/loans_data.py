"""Write Snippets/Data/loans.csv: loans that nobody ever took, drawn with a fixed seed.

Gaps in numbers and texts, a truth value, a date, and labels that follow from all of them and from chance.
"""

from datetime import date, timedelta

import numpy as np
from common import HERE

ROWS = 400
PURPOSES = ["car", "education", "home", "other"]
TOWNS = ["Basel, BS", "Bern", "Genève", 'St. "Gallen"']

random = np.random.RandomState(20240229)
income = np.round(np.exp(random.normal(8.3, 0.45, ROWS)), 2)
debt = np.round(income * np.exp(random.normal(-0.4, 0.9, ROWS)), 2)
years = random.randint(0, 31, ROWS)
purpose = random.randint(0, len(PURPOSES), ROWS)
town = random.randint(0, len(TOWNS), ROWS)
owner = random.random_sample(ROWS) < 0.4
day = random.randint(0, 6 * 365, ROWS)
opened = [date(2018, 1, 1) + timedelta(days=int(d)) for d in day]
score = (
    1.1 * np.log(debt / income)
    - 0.05 * years
    + np.array([0.3, -0.4, -0.7, 0.6])[purpose]
    - 0.8 * owner
    + 0.0006 * (day - 1095)
    + 0.2
)
defaulted = random.random_sample(ROWS) < 1 / (1 + np.exp(-score))
noIncome, noYears, noPurpose = (random.random_sample(ROWS) < share for share in (0.08, 0.12, 0.05))


def quoted(text):
    return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text


lines = ["income,debt,years,purpose,town,owner,opened,defaulted"]
for i in range(ROWS):
    cells = [
        "" if noIncome[i] else f"{income[i]:.2f}",
        f"{debt[i]:.2f}",
        "" if noYears[i] else str(years[i]),
        "" if noPurpose[i] else PURPOSES[purpose[i]],
        quoted(TOWNS[town[i]]),
        "true" if owner[i] else "false",
        opened[i].isoformat(),
        "yes" if defaulted[i] else "no",
    ]
    lines.append(",".join(cells))

path = HERE.parent.parent / "Snippets" / "Data" / "loans.csv"
path.write_text("\n".join(lines) + "\n", encoding="utf-8")
print(f"{path.name}: {path.stat().st_size} bytes, {int(defaulted.sum())} of {ROWS} defaulted")
