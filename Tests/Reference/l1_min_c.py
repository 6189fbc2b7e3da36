"""Write l1-min-c.json: scikit-learn's lowest C with a weight that is not 0.

`l1_min_c` minimises nothing: it reads the gradient at zero weights, without an
intercept. It counts C for the sum of the losses, as the library does.
"""

from common import data_set, write_json
from sklearn.svm import l1_min_c

cases = []
for name in ("iris", "wine", "breast-cancer", "digits"):
    for preparation in ("raw", "standardised"):
        x, y = data_set(name, preparation)
        cases.append(
            {"dataset": name, "preparation": preparation,
             "c": float(l1_min_c(x, y, loss="log", fit_intercept=False))}
        )
write_json("l1-min-c.json", cases)
