/// The names of a table's columns, in its order.
public func tableColumns(
  _ path: String, _ options: DataOptions = DataOptions()
) throws(DataError) -> [String] {
  try Table(reading: path, options).names
}
