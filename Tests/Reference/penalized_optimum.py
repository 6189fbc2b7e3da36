"""Optima of logistic regression with L1 norms, penalty factors and bounds.

    F = 1/S sum_i s_i loss_i + 1/(S C) sum_j f_j [(1-r)/2 sum_k w_kj^2 + r sum_k |w_kj|],  lower <= w <= upper

An active-set Newton method in double precision, independent of scikit-learn
and of the library: FISTA finds which weights a kink or a limit holds, Newton's
method solves for the others, weights that cross a kink are held, held weights
whose subgradient is violated are let go, until nothing is violated. Losses are
summed in long double.
"""

import numpy as np
from scipy.special import logsumexp

LONG = np.longdouble


class PenalizedProblem:
    """One problem: softmax for K > 2 columns, one logistic loss for two classes."""

    def __init__(self, x, y, s, c, ratio, factors=None, lower=-np.inf, upper=np.inf):
        n, p = x.shape
        classes = int(y.max()) + 1
        self.a = np.hstack([x, np.ones((n, 1))])
        self.rows = 1 if classes == 2 else classes
        self.y = y
        self.s = s / s.sum()
        self.target = y[:, None] == (np.arange(classes) if classes > 2 else [1])
        factors = np.ones(p) if factors is None else np.asarray(factors, float)
        strength = 1 / (s.sum() * c)
        shape = (self.rows, p + 1)
        self.l2 = np.broadcast_to(np.append((1 - ratio) * strength * factors, 0), shape)
        self.l1 = np.broadcast_to(np.append(ratio * strength * factors, 0), shape)
        self.lower = np.hstack([np.broadcast_to(lower, (self.rows, p)), np.full((self.rows, 1), -np.inf)])
        self.upper = np.hstack([np.broadcast_to(upper, (self.rows, p)), np.full((self.rows, 1), np.inf)])

    def value(self, v):
        v = v.astype(LONG)
        z = self.a.astype(LONG) @ v.T
        if self.rows == 1:
            loss = np.logaddexp(0, np.where(self.y == 1, -z[:, 0], z[:, 0]))
        else:
            top = z.max(axis=1)
            loss = top + np.log(np.exp(z - top[:, None]).sum(axis=1)) - z[np.arange(len(z)), self.y]
        return (self.s.astype(LONG) * loss).sum() + (self.l2 / 2 * v**2 + self.l1 * np.abs(v)).sum()

    def probabilities(self, v):
        z = self.a @ v.T
        if self.rows == 1:
            return 1 / (1 + np.exp(-z))
        return np.exp(z - logsumexp(z, axis=1, keepdims=True))

    def gradient(self, v):
        """Of everything but the L1 norm."""
        return (self.s[:, None] * (self.probabilities(v) - self.target)).T @ self.a + self.l2 * v

    def violation(self, v, g):
        up = np.where(v < self.upper, g + np.where(v >= 0, self.l1, -self.l1), 0)
        down = np.where(v > self.lower, g + np.where(v > 0, self.l1, -self.l1), 0)
        return np.maximum(0, np.maximum(-up, down))

    def prox(self, v, step):
        shrunk = np.sign(v) * np.maximum(np.abs(v) - step * self.l1, 0)
        return np.clip(shrunk, self.lower, self.upper)

    def held(self, v):
        return (v == self.lower) | (v == self.upper) | ((v == 0) & (self.l1 > 0))

    def hessian(self, v, free):
        """Of the smooth part, over the free parameters."""
        prob = self.probabilities(v)
        width = self.a.shape[1]
        h = np.zeros((self.rows, width, self.rows, width))
        for k in range(self.rows):
            for m in range(k, self.rows):
                if self.rows == 1:
                    d = self.s * prob[:, 0] * (1 - prob[:, 0])
                else:
                    d = self.s * prob[:, k] * ((1.0 if k == m else 0.0) - prob[:, m])
                h[k, :, m, :] = self.a.T @ (d[:, None] * self.a)
                h[m, :, k, :] = h[k, :, m, :].T
        h = h.reshape(self.rows * width, -1) + np.diag(self.l2.ravel())
        index = np.flatnonzero(free.ravel())
        return h[np.ix_(index, index)]

    def fista(self, v, iterations=3000):
        curvature = np.linalg.norm(self.a * np.sqrt(self.s)[:, None], 2) ** 2 * (0.25 if self.rows == 1 else 0.5)
        step = 1 / (curvature + self.l2.max())
        look, t = v, 1.0
        for _ in range(iterations):
            new = self.prox(look - step * self.gradient(look), step)
            t_new = (1 + np.sqrt(1 + 4 * t * t)) / 2
            if ((look - new) * (new - v)).sum() > 0:
                t_new, look = 1.0, new
            else:
                look = new + (t - 1) / t_new * (new - v)
            v, t = new, t_new
        return v

    def optimum(self):
        """Parameters (rows x (p + 1)), intercepts last; and the violation left."""
        start = np.clip(np.zeros(self.l1.shape), self.lower, self.upper)
        v = self.fista(start)
        for _ in range(500):
            g = self.gradient(v)
            violation = self.violation(v, g)
            free = ~self.held(v) | (violation > 1e-13)
            if violation.max() < 3e-16:
                break
            sign = np.where(v != 0, np.sign(v), -np.sign(g))
            slope = (g + self.l1 * sign)[free]
            h = self.hessian(v, free)
            h[np.diag_indices_from(h)] += 1e-13 * np.diag(h).max()
            step = np.zeros_like(v)
            step[free] = -np.linalg.lstsq(h, slope, rcond=1e-13)[0]
            v_new = self.advance(v, step, sign)
            if np.abs(v_new - v).max() < 1e-17:
                break
            v = v_new
        g = self.gradient(v)
        return v, self.violation(v, g).max()

    def advance(self, v, step, sign):
        """The longest of 1, 1/2, 1/4, ... that does not raise F; weights that cross a kink stop there."""
        before = self.value(v)
        for power in range(60):
            new = np.clip(v + step / 2**power, self.lower, self.upper)
            new = np.where((self.l1 > 0) & (new * sign < 0), 0, new)
            if self.value(new) <= before * (1 + LONG(1e-17)):
                return new
        return v

    def is_identified(self, v):
        """Whether the optimum is one point: the Hessian is definite where weights may move."""
        g = self.gradient(v)
        slack = self.l1 - np.abs(g)
        free = ~self.held(v) | ((v == 0) & (self.l1 > 0) & (slack < 1e-6 * self.l1))
        h = self.hessian(v, free)
        if self.rows > 1:  # a move of all intercepts alike is no freedom of the model
            last = np.flatnonzero((np.arange(v.size) % v.shape[1] == v.shape[1] - 1)[free.ravel()])
            h[np.ix_(last, last)] += 1 / self.rows
        values = np.linalg.eigvalsh(h)
        return bool(values[0] > 1e-6 * values[-1])

    def surely_zero(self, v):
        """Weights that are 0 at every optimum, with room to spare."""
        g = self.gradient(v)
        return (v == 0) & (np.abs(g) < self.l1 * (1 - 1e-4)) & (self.lower < 0) & (self.upper > 0)
