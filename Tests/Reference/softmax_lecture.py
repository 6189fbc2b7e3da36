"""The functions of the lecture on softmax regression, as it writes them, on a small made data set."""

import numpy as np
from common import write_json

N, n, K = 40, 7, 3
rng = np.random.default_rng(18)
y = rng.integers(0, K, N)
X = np.clip(rng.integers(0, 120, (N, n)) + 60 * (np.arange(n) % K == y[:, None]), 0, 255) * (rng.random((N, n)) < 0.8)
X[:, 4] = 0  # pixels at the border are always 0


def sigma(X, w):
    W = w.reshape(n, K)
    s = np.exp(np.matmul(X, W))
    total = np.sum(s, axis=1).reshape(-1, 1)
    prob = s / total
    return prob


def loss(w, X, y):
    loss_components = np.zeros(N)
    for k in range(K):
        loss_components += np.log(sigma(X, w))[:, k] * (y == k)
    return -np.mean(loss_components)


def gradient_loss(w, X, y):
    gradient_for_each_weight_class = np.empty([n, K])
    for k in range(K):
        gradient_for_all_training_data_for_class_k = (sigma(X, w)[:, k] - (y == k)).reshape(-1, 1) * X
        gradient_for_each_weight_class[:, k] = np.mean(gradient_for_all_training_data_for_class_k, axis=0)
    return gradient_for_each_weight_class.reshape(n * K)


def check_acc(w, X, y):
    prob = sigma(X, w)
    highest_prob_index = np.argmax(prob, axis=1)
    return np.mean(highest_prob_index == y.astype(int))


np.random.seed(42)
w = 1e-2 * np.random.random(n * K)
eta = 1e-4
answers = {
    "x": X,
    "y": y,
    "w": w.copy(),
    "learningRate": eta,
    "sigma": sigma(X, w),
    "loss": loss(w, X, y),
    "gradient": gradient_loss(w, X, y),
    "accuracy": check_acc(w, X, y),
}
losses, accuracies = [], []
for i in range(5):
    w -= eta * gradient_loss(w, X, y)
    losses.append(loss(w, X, y))
    accuracies.append(check_acc(w, X, y))
answers |= {"losses": losses, "accuracies": accuracies, "wAfter": w}
write_json("softmax-lecture.json", answers)
