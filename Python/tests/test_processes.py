"""What concerns the whole process: threads, Ctrl-C, memory, and the libraries beside this one."""

import os
import signal
import subprocess
import sys
import textwrap
import threading

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.model_selection import cross_val_score
from swift_estimators import LogisticRegression, _library

DIGITS = load_digits(return_X_y=True)
# Goes on until it is stopped, or for a long time.
ENDLESS = {"solver": "gd", "tol": 0, "max_iter": 10_000}


def run(program, **environment):
    """The output of a program in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        env={**os.environ, **environment}, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.filterwarnings("ignore")
def test_a_fit_lets_go_of_the_interpreters_lock():
    X, y = DIGITS
    long = threading.Thread(target=LogisticRegression(**ENDLESS).fit, args=(X, y))
    long.start()
    LogisticRegression().fit(X[:100], y[:100])
    assert long.is_alive()
    long.join()


def test_fits_in_two_threads_give_the_bits_of_fits_one_by_one():
    X, y = DIGITS
    settings = [{"C": 0.1}, {"C": 10, "solver": "newton-cg"}, {"multi_class": "ovr"}, {"solver": "saga", "tol": 1e-2}]
    alone = [LogisticRegression(**each).fit(X, y).coef_ for each in settings]
    together = [LogisticRegression(**each) for each in settings]
    threads = [threading.Thread(target=each.fit, args=(X, y)) for each in together]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for ours, expected in zip(together, alone, strict=True):
        np.testing.assert_array_equal(ours.coef_, expected)


def test_interrupt_ends_a_fit_and_keeps_the_model_before():
    X, y = DIGITS
    classifier = LogisticRegression().fit(X, y)
    before = classifier.coef_
    classifier.set_params(solver="gd", tol=0, max_iter=300_000)
    # A shell ignores Ctrl-C for what it runs in the background, and so would the fit.
    of_the_shell = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            classifier.fit(X, y)
        timer.join()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, of_the_shell)
    np.testing.assert_array_equal(classifier.coef_, before)


def test_folds_in_processes_of_their_own_give_the_same_scores():
    """joblib starts those anew, and sends them estimators as pickles."""
    here, there = (
        cross_val_score(LogisticRegression(C=0.1), *DIGITS, cv=3, scoring="neg_log_loss", n_jobs=jobs)
        for jobs in [1, 2]
    )
    np.testing.assert_array_equal(there, here)


FORK = """
    import multiprocessing, numpy as np
    from sklearn.datasets import load_digits
    from sklearn.model_selection import cross_val_score
    from swift_estimators import LogisticRegression, StandardScaler
    X, y = load_digits(return_X_y=True)
    X, y = np.tile(X, (6, 1)), np.tile(y, 6)

    def fit(solver):
        rows = StandardScaler().fit_transform(X)
        return LogisticRegression(solver=solver, tol=1e-3).fit(rows, y).predict_proba(rows)

    solvers = ["lbfgs", "newton-cholesky", "newton-cg", "saga"]
    here = [fit(solver) for solver in solvers]
    if {joblib!r}:
        import joblib
        with joblib.parallel_config(backend="multiprocessing", n_jobs=2):
            there = joblib.Parallel()(joblib.delayed(fit)(solver) for solver in solvers)
    else:
        with multiprocessing.get_context("fork").Pool(2) as pool:
            there = pool.map(fit, solvers)
    print(all((a == b).all() for a, b in zip(here, there)))
"""


@pytest.mark.parametrize("joblib", [False, True])
def test_fits_in_a_forked_child_end_as_those_of_the_parent(joblib):
    assert run(FORK.format(joblib=joblib)).strip() == "True"


@pytest.mark.filterwarnings("ignore")
def test_handlers_of_ones_own_are_left_alone():
    class Told(Exception):
        pass

    def tell(number, frame):
        raise Told

    calls = []
    usual = signal.getsignal(signal.SIGINT)
    try:
        for handler in [tell, lambda number, frame: calls.append(number)]:
            signal.signal(signal.SIGINT, handler)
            timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
            timer.start()
            if handler is tell:
                with pytest.raises(Told):
                    LogisticRegression(**ENDLESS).fit(*DIGITS)
            else:
                assert LogisticRegression(**ENDLESS).fit(*DIGITS).n_iter_[0] == ENDLESS["max_iter"]
            timer.join()
            assert signal.getsignal(signal.SIGINT) is handler
    finally:
        signal.signal(signal.SIGINT, usual)
    assert calls == [signal.SIGINT]


def test_verbose_draws_a_bar(capsys):
    X, y = DIGITS
    LogisticRegression(verbose=1).fit(X, y)
    assert "objective" in capsys.readouterr().err


def test_without_tqdm_there_are_lines(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    X, y = DIGITS
    LogisticRegression(verbose=1).fit(X, y)
    assert "LogisticRegression: iteration 1, objective" in capsys.readouterr().err


def test_a_display_that_fails_ends_the_fit(monkeypatch):
    class Broken:
        def show(self, iteration):
            raise RuntimeError("no ink")

        def close(self):
            pass

    monkeypatch.setattr("swift_estimators._progress._display", lambda most, title: Broken())
    with pytest.raises(RuntimeError, match="no ink"):
        LogisticRegression(verbose=1).fit(*DIGITS)


MEMORY = """
    import resource, warnings
    import numpy as np
    from scipy import sparse
    from swift_estimators import LogisticRegression
    warnings.simplefilter("ignore")
    peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    LogisticRegression().fit(np.eye(20), np.arange(20) % 2)
    X, y = {rows}, np.arange(100_000) % 2
    before = peak()
    LogisticRegression(max_iter=3, solver="lbfgs").fit(X, y).predict_proba(X[:100])
    print(peak() - before)
"""
ROWS = {
    "bytes": ("np.full((100_000, 4_000), 7, dtype=np.uint8)", 400),
    "floats": ("np.full((100_000, 1_000), 0.5, dtype=np.float32)", 400),
    "doubles": ("np.full((100_000, 500), 0.5)", 400),
    "CSR": (
        "sparse.csr_array((np.full(30_000_000, 0.5), np.tile(np.arange(300, dtype=np.int32), 100_000), "
        "np.arange(100_001, dtype=np.int32) * 300), (100_000, 300))",
        360,
    ),
}


@pytest.mark.parametrize("kind", ROWS)
def test_rows_are_not_copied(kind):
    rows, megabytes = ROWS[kind]
    more = float(run(MEMORY.format(rows=rows)))
    assert more < megabytes / 4, f"{more:.0f} MB more for {megabytes} MB of rows"


@pytest.mark.parametrize("first", ["library", "numpy"])
def test_the_library_gets_on_with_numpys_libraries(first):
    """Loaded before or after them, both compute what they compute alone."""
    orders = {
        "library": "import ctypes; ctypes.CDLL(path); import numpy, scipy.linalg, sklearn",
        "numpy": "import numpy, scipy.linalg, sklearn; import ctypes; ctypes.CDLL(path)",
    }
    program = f"""
        import os
        path = {_library._path()!r}
        {orders[first]}
        import numpy as np, scipy.linalg, sklearn.linear_model, swift_estimators
        from sklearn.datasets import load_digits
        X, y = load_digits(n_class=3, return_X_y=True)
        q = scipy.linalg.qr(X[:60, :50], mode="economic")[0]
        assert abs(q.T @ q - np.eye(50)).max() < 1e-12
        for _ in range(2):
            ours = swift_estimators.LogisticRegression(tol=1e-8, solver="newton-cholesky").fit(X, y)
            theirs = sklearn.linear_model.LogisticRegression(tol=1e-9, solver="newton-cholesky").fit(X, y)
            assert abs(ours.predict_proba(X) - theirs.predict_proba(X)).max() < 1e-6
            assert np.allclose(X.T @ X, (X[:, :, None] * X[:, None, :]).sum(axis=0))
        print("well")
    """
    assert run(program).strip() == "well"
