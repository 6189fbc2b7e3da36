"""What is called after every iteration of a fit: it draws the bar, and lets Ctrl-C end the fit."""

import signal
import sys
import threading
import time
from contextlib import contextmanager

from . import _library


@contextmanager
def _interrupts():
    """Within, Ctrl-C is noted, since its handler must not raise in the middle of a call from C. Yields a function that
    calls the handler for what was noted, or None where signals go elsewhere: in any but the main thread."""
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(usual):
        yield None
        return
    noted = []

    def deliver():
        while noted:
            usual(*noted.pop(0))

    signal.signal(signal.SIGINT, lambda *signal_and_frame: noted.append(signal_and_frame))
    try:
        yield deliver
    finally:
        signal.signal(signal.SIGINT, usual)
        deliver()


class _Lines:
    """A line a second, where tqdm is not installed."""

    def __init__(self, most, title):
        self._most, self._title, self._last = most, title, 0.0

    def show(self, iteration):
        now = time.monotonic()
        if now - self._last >= 1:
            self._last = now
            print(f"{self._title}: iteration {iteration.number}, {_figures(iteration)}", file=sys.stderr)

    def close(self):
        pass


class _Bar:
    """tqdm's bar."""

    def __init__(self, tqdm, most, title):
        self._bar = tqdm(total=most, desc=title, unit="it")

    def show(self, iteration):
        self._bar.set_postfix_str(_figures(iteration), refresh=False)
        self._bar.update(iteration.number - self._bar.n)

    def close(self):
        self._bar.close()


def _figures(iteration):
    return f"objective {iteration.objective:.6g}, gradient {iteration.gradient_norm:.1e}"


def _display(most, title):
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return _Lines(most, title)
    return _Bar(tqdm, most, title)


@contextmanager
def progress(verbose, most, title):
    """The function to hand to a fit; a null one where there is nothing to do, so that the interpreter is left alone.

    What a display or the handler of Ctrl-C raises ends the fit, and is raised behind it.
    """
    display = _display(most, title) if verbose else None
    failures = []
    try:
        with _interrupts() as deliver:

            def tell(_, iteration):
                try:
                    if display is not None:
                        display.show(iteration.contents)
                    if deliver is not None:
                        deliver()
                    return _library.PROCEED
                except BaseException as failure:
                    failures.append(failure)
                    return _library.CANCEL

            needed = display is not None or deliver is not None
            try:
                yield _library.ProgressFunction(tell) if needed else _library.ProgressFunction()
            except _library.FitCancelled:
                raise failures[0] from None
    finally:
        if display is not None:
            display.close()
