import Estimators

/// Gaps of numbers filled by the median, then scaled.
typealias NumberColumns = Columns<Chain<SimpleImputer, StandardScaler>>

/// The recipes for tables: numbers, texts (one column for each category), or both, and then a classifier. Their types
/// are known before a table is, so that a file can be read without one.
enum TableRecipe {
  typealias OfNumbers<Last: Classifier> = TablePipeline<ColumnTransformer<NumberColumns>, Last>
  typealias OfTexts<Last: Classifier> = TablePipeline<ColumnTransformer<OneHotEncoder>, Last>
  typealias OfBoth<Last: Classifier> = TablePipeline<ColumnTransformer<Beside<NumberColumns, OneHotEncoder>>, Last>

  static func ofNumbers<Last: Classifier>(_ last: Last) -> OfNumbers<Last> {
    TablePipeline {
      ColumnTransformer { numbers }
      last
    }
  }

  static func ofTexts<Last: Classifier>(_ last: Last) -> OfTexts<Last> {
    TablePipeline {
      ColumnTransformer { texts }
      last
    }
  }

  static func ofBoth<Last: Classifier>(_ last: Last) -> OfBoth<Last> {
    TablePipeline {
      ColumnTransformer {
        numbers
        texts
      }
      last
    }
  }

  private static var numbers: NumberColumns {
    Columns(.numbers) {
      SimpleImputer(strategy: .median)
      StandardScaler()
    }
  }

  private static var texts: OneHotEncoder { OneHotEncoder(.texts, unknown: .ignore, missing: .category) }
}
