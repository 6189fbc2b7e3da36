# One path of R's glmnet: Rscript glmnet.R FOLDER ROWS COLUMNS CLASSES LAMBDA VALUES THRESHOLD SHARE
#
# FOLDER holds x.bin (doubles, column by column) and y.bin (32-bit integers from 0). SHARE is 1 for L1 and 0 for L2. The
# path goes down to LAMBDA in VALUES steps from the least λ that makes all weights 0, as glmnet's manual asks for: it warns
# of fitting a single one; for L2, where none does, from that of a share of 0.001, as glmnet itself does. Prints the seconds
# of the call and writes w.bin: for each class, of two only the second, its weights and its intercept.
suppressMessages(library(glmnet))
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
n <- as.integer(arguments[2])
p <- as.integer(arguments[3])
classes <- as.integer(arguments[4])
lambda <- as.numeric(arguments[5])
values <- as.integer(arguments[6])
threshold <- as.numeric(arguments[7])
share <- as.numeric(arguments[8])

x <- matrix(readBin(file.path(folder, "x.bin"), "double", n * p), n, p)
y <- readBin(file.path(folder, "y.bin"), "integer", n, size = 4)
family <- if (classes == 2) "binomial" else "multinomial"
began <- proc.time()[["elapsed"]]
indicators <- outer(y, 0:(classes - 1), "==") + 0
largest <- max(abs(crossprod(x, sweep(indicators, 2, colMeans(indicators)))) / n) / max(share, 1e-3)
path <- exp(seq(log(largest), log(lambda), length.out = values))
fit <- glmnet(x, factor(y), family = family, alpha = share, lambda = path, standardize = FALSE, thresh = threshold)
seconds <- proc.time()[["elapsed"]] - began
last <- length(fit$lambda)
stopifnot(abs(fit$lambda[last] / lambda - 1) < 1e-9)
table <- if (classes == 2) c(fit$beta[, last], fit$a0[last]) else
  rbind(sapply(fit$beta, function(beta) as.numeric(beta[, last])), fit$a0[, last])
writeBin(as.numeric(table), file.path(folder, "w.bin"))
cat(seconds, "\n")
