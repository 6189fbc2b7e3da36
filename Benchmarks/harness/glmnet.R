# One L1 path of R's glmnet: Rscript glmnet.R FOLDER ROWS COLUMNS CLASSES LAMBDA VALUES THRESHOLD
#
# FOLDER holds x.bin (doubles, column by column) and y.bin (32-bit integers). The path goes down from the least λ that
# makes all weights 0 to LAMBDA in VALUES steps, as glmnet's manual asks for: it warns of fitting a single one. Prints
# the seconds of the call and writes w.bin: for each class its weights and its intercept.
suppressMessages(library(glmnet))
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
n <- as.integer(arguments[2])
p <- as.integer(arguments[3])
classes <- as.integer(arguments[4])
lambda <- as.numeric(arguments[5])
values <- as.integer(arguments[6])
threshold <- as.numeric(arguments[7])

x <- matrix(readBin(file.path(folder, "x.bin"), "double", n * p), n, p)
y <- readBin(file.path(folder, "y.bin"), "integer", n, size = 4)
began <- proc.time()[["elapsed"]]
indicators <- outer(y, 0:(classes - 1), "==") + 0
largest <- max(abs(crossprod(x, sweep(indicators, 2, colMeans(indicators)))) / n)
path <- exp(seq(log(largest), log(lambda), length.out = values))
fit <- glmnet(x, factor(y), family = "multinomial", lambda = path, standardize = FALSE, thresh = threshold)
seconds <- proc.time()[["elapsed"]] - began
last <- length(fit$lambda)
stopifnot(abs(fit$lambda[last] / lambda - 1) < 1e-9)
weights <- sapply(fit$beta, function(beta) as.numeric(beta[, last]))
writeBin(as.numeric(rbind(weights, fit$a0[, last])), file.path(folder, "w.bin"))
cat(seconds, "\n")
