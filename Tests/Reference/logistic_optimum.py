"""The optimum of regularised logistic regression, to the last digit of a double.

    F(W, b) = (1/S) sum_i s_i l(y_i, z_i) + ||W||^2 / (2 S C),   z_i = W x_i + b

A damped Newton method from zero that shares no code with scikit-learn: scores,
loss and gradient in 80-bit floats (`numpy.longdouble` on x86), features centred
and scaled inside (an exact change of variables), the Hessian in doubles and
scaled to a unit diagonal before its Cholesky factorisation. It goes on until
the steps vanish.
"""

import numpy as np
from scipy.linalg import cho_factor, cho_solve

LONG = np.longdouble
assert np.finfo(LONG).eps < 1e-18, "needs 80-bit long doubles"


def softmax_terms(z, y):
    """Loss of each row and probabilities, for K columns of scores."""
    shifted = z - z.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    log_p = shifted - log_sum
    return -log_p[np.arange(len(y)), y], np.exp(log_p)


def logistic_terms(z, y):
    """The same for one column of scores, y = 1 being the positive class."""
    one = z[:, 0]
    loss = np.logaddexp(LONG(0), one) - y * one
    probability = np.exp(-np.logaddexp(LONG(0), -one))
    return loss, probability[:, None]


class Problem:
    """Rows, labels 0...K-1, weights and C; `rows` is K, or 1 for the logistic loss."""

    def __init__(self, x, y, s, c, intercept=True, rows=None):
        self.x = np.asarray(x, dtype=LONG)
        self.y = np.asarray(y)
        self.s = np.asarray(s, dtype=LONG)
        self.total = self.s.sum()
        self.penalty = LONG(0) if np.isinf(c) else 1 / (self.total * LONG(c))
        self.intercept = intercept
        classes = int(self.y.max()) + 1
        self.rows = rows or (1 if classes == 2 else classes)
        self.terms = logistic_terms if self.rows == 1 else softmax_terms
        self.target = (
            self.y[:, None].astype(LONG)
            if self.rows == 1
            else np.eye(self.rows, dtype=LONG)[self.y]
        )

    def value_and_gradient(self, w, b):
        """F and its gradient with respect to W and b."""
        w, b = np.asarray(w, dtype=LONG), np.asarray(b, dtype=LONG)
        loss, p = self.terms(self.x @ w.T + b, self.y)
        value = (self.s * loss).sum() / self.total + self.penalty / 2 * (w * w).sum()
        residual = self.s[:, None] * (p - self.target) / self.total
        gradient_b = residual.sum(axis=0) if self.intercept else np.zeros(self.rows, LONG)
        return value, residual.T @ self.x + self.penalty * w, gradient_b

    def gradient_norm(self, w, b):
        _, gradient_w, gradient_b = self.value_and_gradient(w, b)
        return max(np.abs(gradient_w).max(), np.abs(gradient_b).max())

    def optimum(self, iterations=200):
        """W (rows x p) and b (rows) in long doubles, with sum b = 0 when rows > 1."""
        mean = np.average(self.x, axis=0, weights=self.s)
        if not self.intercept:
            mean = 0 * mean
        scale = np.sqrt(np.average((self.x - mean) ** 2, axis=0, weights=self.s))
        scale[scale < 1e-12] = 1
        a = (self.x - mean) / scale
        if self.intercept:
            a = np.column_stack([a, np.ones(len(a), dtype=LONG)])
        columns, p = a.shape[1], self.x.shape[1]
        ridge = np.zeros(columns, dtype=LONG)
        ridge[:p] = self.penalty / scale**2
        v = np.zeros((self.rows, columns), dtype=LONG)

        def value(v):
            loss, prob = self.terms(a @ v.T, self.y)
            return (self.s * loss).sum() / self.total + (ridge * v * v).sum() / 2, prob

        f, prob = value(v)
        previous = np.inf
        for _ in range(iterations):
            residual = self.s[:, None] * (prob - self.target) / self.total
            gradient = residual.T @ a + ridge * v
            step = -self._solve(a, prob, ridge, gradient)
            t = LONG(1)
            near = -(gradient * step).sum() < 1e-12 * f  # F's own rounding may hide the gain
            while True:
                trial = v + t * step
                f_trial, prob_trial = value(trial)
                if near or f_trial <= f or t < 1e-12:
                    break
                t /= 2
            size = np.abs(t * step).max() / max(1, np.abs(trial).max())
            if near and size < 1e-12 and size >= previous / 2:
                break
            v, f, prob, previous = trial, f_trial, prob_trial, size
        else:
            raise RuntimeError(f"no optimum in {iterations} steps, last step {size}")
        w = v[:, :p] / scale
        if not self.intercept:
            return w, np.zeros(self.rows, dtype=LONG)
        b = v[:, p] - w @ mean
        return w, (b - b.mean() if self.rows > 1 else b)

    def _solve(self, a, prob, ridge, gradient):
        """Hessian \\ gradient; the directions that F does not see get curvature 1."""
        rows, columns = gradient.shape
        a = a.astype(float)
        s = (self.s / self.total).astype(float)
        prob = prob.astype(float)
        hessian = np.zeros((rows, columns, rows, columns))
        for k in range(rows):
            for m in range(k, rows):
                d = s * prob[:, k] * ((1.0 if k == m else 0.0) - prob[:, m])
                block = a.T @ (d[:, None] * a)
                hessian[k, :, m, :] = block
                hessian[m, :, k, :] = block.T
            hessian[k, range(columns), k, range(columns)] += ridge.astype(float)
        if rows > 1:
            for j in range(columns):
                hessian[:, j, :, j] += np.trace(hessian[:, j, :, j]) / rows**2
        h = hessian.reshape(rows * columns, -1)
        unit = 1 / np.sqrt(np.diag(h))
        factor = cho_factor(h * unit[:, None] * unit)
        step = unit * cho_solve(factor, unit * gradient.astype(float).ravel())
        return step.reshape(rows, columns).astype(LONG)
