extension LogisticRegression: HasDefaults {
  var withDefaults: Self { Self(labels: Label.self) }
}

extension LogisticRegressionCV: HasDefaults {
  var withDefaults: Self { Self(classifier) }
}

extension LogisticRegressionPath: HasDefaults {
  var withDefaults: Self { Self(classifier) }
}

extension RidgeClassifier: HasDefaults {
  var withDefaults: Self { Self(labels: Label.self) }
}

extension PoissonRegressor: HasDefaults {
  var withDefaults: Self { Self() }
}

extension GammaRegressor: HasDefaults {
  var withDefaults: Self { Self() }
}

extension TweedieRegressor: HasDefaults {
  var withDefaults: Self { Self() }
}

extension LinearRegression: HasDefaults {
  var withDefaults: Self { Self() }
}

extension Ridge: HasDefaults {
  var withDefaults: Self { Self() }
}

extension RidgeCV: HasDefaults {
  var withDefaults: Self { Self() }
}

extension HuberRegressor: HasDefaults {
  var withDefaults: Self { Self() }
}

extension QuantileRegressor: HasDefaults {
  var withDefaults: Self { Self() }
}

extension SGDRegressor: HasDefaults {
  var withDefaults: Self { Self() }
}

extension LinearDiscriminantAnalysis: HasDefaults {
  var withDefaults: Self { Self(labels: Label.self) }
}

extension GaussianNB: HasDefaults {
  var withDefaults: Self { Self(labels: Label.self) }
}

extension MultinomialNB: HasDefaults {
  var withDefaults: Self { Self(labels: Label.self) }
}

extension KNeighborsClassifier: HasDefaults {
  var withDefaults: Self { Self(labels: Label.self) }
}

extension DummyClassifier: HasDefaults {
  var withDefaults: Self { Self(labels: Label.self) }
}

extension DummyRegressor: HasDefaults {
  var withDefaults: Self { Self() }
}

extension CalibratedClassifier: HasDefaults {
  var withDefaults: Self { Self(base) }
}

extension FixedThresholdClassifier: HasDefaults {
  var withDefaults: Self { Self(base) }
}

extension TunedThresholdClassifier: HasDefaults {
  var withDefaults: Self { Self(base) }
}

extension GridSearch: HasDefaults {
  var withDefaults: Self { Self(base) }
}

extension RandomizedSearch: HasDefaults {
  var withDefaults: Self { Self(base) }
}

extension LabelBinarizer: HasDefaults {
  var withDefaults: Self { Self(labels: Label.self) }
}

extension StandardScaler: HasDefaults {
  var withDefaults: Self { Self() }
}

extension MinMaxScaler: HasDefaults {
  var withDefaults: Self { Self() }
}

extension RobustScaler: HasDefaults {
  var withDefaults: Self { Self() }
}

extension Binarizer: HasDefaults {
  var withDefaults: Self { Self() }
}

extension Normalizer: HasDefaults {
  var withDefaults: Self { Self() }
}

extension PolynomialFeatures: HasDefaults {
  var withDefaults: Self { Self() }
}

extension PowerTransformer: HasDefaults {
  var withDefaults: Self { Self() }
}

extension PCA: HasDefaults {
  var withDefaults: Self { Self() }
}

extension SelectKBest: HasDefaults {
  var withDefaults: Self { Self() }
}

extension VarianceThreshold: HasDefaults {
  var withDefaults: Self { Self() }
}

extension SimpleImputer: HasDefaults {
  var withDefaults: Self { Self() }
}

extension OneHotEncoder: HasDefaults {
  var withDefaults: Self { Self() }
}

extension OrdinalEncoder: HasDefaults {
  var withDefaults: Self { Self() }
}

extension DateParts: HasDefaults {
  var withDefaults: Self { Self(.all) }
}

extension KFold: HasDefaults {
  var withDefaults: Self { Self() }
}

extension StratifiedKFold: HasDefaults {
  var withDefaults: Self { Self() }
}

extension GroupKFold: HasDefaults {
  var withDefaults: Self { Self() }
}

extension RepeatedStratifiedKFold: HasDefaults {
  var withDefaults: Self { Self() }
}

extension ShuffleSplit: HasDefaults {
  var withDefaults: Self { Self() }
}

extension StratifiedShuffleSplit: HasDefaults {
  var withDefaults: Self { Self() }
}

extension TimeSeriesSplit: HasDefaults {
  var withDefaults: Self { Self() }
}

extension ElasticNet: HasDefaults {
  var withDefaults: Self { Self() }
}

extension Lasso: HasDefaults {
  var withDefaults: Self { Self() }
}

extension ElasticNetCV: HasDefaults {
  var withDefaults: Self { Self(regressor) }
}
