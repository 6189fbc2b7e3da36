import ArgumentParser

/// The classifiers that the command line knows.
enum ModelKind: String, CaseIterable, ExpressibleByArgument {
  case logistic
  case logisticCV = "logistic-cv"
  case naiveBayes = "naive-bayes"
}
