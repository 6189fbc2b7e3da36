@_exported import EstimatorDatasets
