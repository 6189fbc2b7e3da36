"""Write lecture.json: the lecture's gradient descent on the digits.

`sigma`, `loss`, `gradient_loss` and `check_acc` are the lecture's own, letter
for letter but for the comments; only the data, the step and the number of
steps are other than there.
"""

import numpy as np
from common import data_set, write_json

X_train, y_train = data_set("digits")

N = len(y_train)
n = np.shape(X_train)[1]
K = 10


def sigma(X,w):
    W = w.reshape(n,K)
    s = np.exp(np.matmul(X,W))
    total = np.sum(s, axis=1).reshape(-1,1)
    prob = s / total
    return prob


def loss(w,X,y):
    loss_components = np.zeros(N)
    for k in range(K):
        loss_components += np.log(sigma(X,w))[:,k] * (y == k)
    return -np.mean(loss_components)


def gradient_loss(w,X,y):
    gradient_for_each_weight_class = np.empty([n,K])
    for k in range(K):
        gradient_for_all_training_data_for_class_k = (sigma(X,w)[:,k] - (y==k)).reshape(-1,1)*X
        gradient_for_each_weight_class[:,k] = np.mean(gradient_for_all_training_data_for_class_k, axis=0)
    return gradient_for_each_weight_class.reshape(n*K)


def check_acc(w,X,y):
    prob = sigma(X,w)
    highest_prob_index = np.argmax(prob, axis=1)
    return np.mean(highest_prob_index == y.astype(int))


def main():
    eta, num_steps = 1e-3, 10
    np.random.seed(42)
    w = 1e-4*np.random.random(n*K)
    gradient = gradient_loss(w, X_train, y_train)
    start = {
        "weightSum": w.sum(),
        "weights": w[:5].copy(),
        "weightsOfPixel36": w[360:370].copy(),
        "accuracy": check_acc(w, X_train, y_train),
        "loss": loss(w, X_train, y_train),
        "gradient": gradient[:10],
        "gradientOfPixel36": gradient[360:370],
        "gradientAbsoluteSum": np.abs(gradient).sum(),
    }
    accuracies, losses = [], []
    for _ in range(num_steps):
        dw = gradient_loss(w, X_train, y_train)
        w -= eta * dw
        accuracies.append(check_acc(w, X_train, y_train))
        losses.append(loss(w, X_train, y_train))
    write_json(
        "lecture.json",
        {
            "dataset": "digits",
            "seed": 42,
            "initialScale": 1e-4,
            "learningRate": eta,
            "steps": num_steps,
            "start": start,
            "accuracies": accuracies,
            "losses": losses,
            "weightSum": w.sum(),
            "weights": w[:5],
            "weightsOfPixel36": w[360:370],
        },
    )


if __name__ == "__main__":
    main()
