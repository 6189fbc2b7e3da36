@_exported import EstimatorTesting
