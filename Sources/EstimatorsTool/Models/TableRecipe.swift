import Estimators

/// Numbers with gaps filled by the median and scaled, texts as one column for each category, then a classifier: a
/// recipe for any table, of one type, so that a file can be read without knowing the table.
typealias TableRecipe<Last: Classifier> = TablePipeline<
  ColumnTransformer<Beside<Columns<Chain<SimpleImputer, StandardScaler>>, OneHotEncoder>>, Last
>

func tableRecipe<Last: Classifier>(_ last: Last) -> TableRecipe<Last> {
  TablePipeline {
    ColumnTransformer {
      Columns(.numbers) {
        SimpleImputer(strategy: .median)
        StandardScaler()
      }
      OneHotEncoder(.texts, unknown: .ignore, missing: .category)
    }
    last
  }
}
