import Estimators

// Fits everything in every way on data that are always the same, and prints what came of it to the bit. A change that
// is not meant to change results leaves the text as it was:
//
//     swift build -c release --product bit-report
//     .build/release/bit-report > before.txt
//     .build/release/bit-report lbfgs          # only lines whose name contains this
//
// The numbers are those of one machine: another one may have other kernels, and ESTIMATORS_KERNEL pins one. About a
// minute on one core.

let report = BitReport(wanted: CommandLine.arguments.dropFirst().first)
Parallelism.threads = 1
let data = try RealData()
try SmallFits(report: report, data: data).run()
try Sequences(report: report, data: data).run()
try OtherModels(report: report, data: data).run()
try LargeFits(report: report).run()
