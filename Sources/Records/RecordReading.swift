internal import JSONTrees

/// Why a stored record can't be used.
public struct RecordError: Error, Equatable, Sendable, CustomStringConvertible {
  public var reason: String

  public init(_ reason: String) {
    self.reason = reason
  }

  public var description: String { reason }
}

/// Members that must be there, for reading back what this module wrote.
extension JSON {
  func value(_ key: String) throws(RecordError) -> JSON {
    guard let value = self[key] else { throw RecordError("\"\(key)\" is missing") }
    return value
  }

  func text(_ key: String) throws(RecordError) -> String {
    guard let text = try value(key).string else { throw RecordError("\"\(key)\" is no string") }
    return text
  }

  func double(_ key: String) throws(RecordError) -> Double {
    guard let number = try value(key).number else { throw RecordError("\"\(key)\" is no number") }
    return number
  }

  func int(_ key: String) throws(RecordError) -> Int {
    guard let number = try value(key).integer else {
      throw RecordError("\"\(key)\" is no whole number")
    }
    return number
  }

  func flag(_ key: String) throws(RecordError) -> Bool {
    guard let flag = try value(key).bool else {
      throw RecordError("\"\(key)\" is neither true nor false")
    }
    return flag
  }

  func doubles(_ key: String) throws(RecordError) -> [Double] {
    try value(key).doubles()
  }

  func doubles() throws(RecordError) -> [Double] {
    guard case .array(let elements) = self else { throw RecordError("expected a list of numbers") }
    var numbers: [Double] = []
    numbers.reserveCapacity(elements.count)
    for element in elements {
      guard let number = element.number else { throw RecordError("expected a list of numbers") }
      numbers.append(number)
    }
    return numbers
  }

  func ints(_ key: String) throws(RecordError) -> [Int] {
    try value(key).ints()
  }

  func ints() throws(RecordError) -> [Int] {
    var integers: [Int] = []
    for number in try doubles() {
      guard let integer = Int(exactly: number) else {
        throw RecordError("expected a list of whole numbers")
      }
      integers.append(integer)
    }
    return integers
  }

  func texts(_ key: String) throws(RecordError) -> [String] {
    var texts: [String] = []
    for element in try value(key).elements {
      guard let text = element.string else { throw RecordError("\"\(key)\" is no list of strings") }
      texts.append(text)
    }
    return texts
  }

  func list<Element>(
    _ key: String, _ read: (JSON) throws(RecordError) -> Element
  ) throws(RecordError) -> [Element] {
    guard case .array(let elements) = try value(key) else {
      throw RecordError("\"\(key)\" is no list")
    }
    var list: [Element] = []
    for element in elements { list.append(try read(element)) }
    return list
  }

  func choice<Choice: RawRepresentable>(
    _ key: String, _: Choice.Type
  ) throws(RecordError) -> Choice where Choice.RawValue == String {
    let text = try text(key)
    guard let choice = Choice(rawValue: text) else {
      throw RecordError("\"\(key)\" can't be \"\(text)\"")
    }
    return choice
  }
}
