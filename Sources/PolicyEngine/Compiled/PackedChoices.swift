import PolicyModel
import Quantities

// What an instruction keeps of a choice: a number, and no other number is ever read.

extension RoundingMode {
  var code: Int64 { Int64(rawValue) }

  init(code: Int64) {
    guard let mode = RoundingMode(rawValue: UInt8(truncatingIfNeeded: code)) else {
      preconditionFailure("no instruction has such a rounding mode")
    }
    self = mode
  }
}

extension SpanUnit {
  var code: Int64 {
    switch self {
    case .days: 0
    case .weeks: 1
    case .months: 2
    case .years: 3
    }
  }

  init(code: Int64) {
    switch code {
    case 0: self = .days
    case 1: self = .weeks
    case 2: self = .months
    case 3: self = .years
    default: preconditionFailure("no instruction has such a unit")
    }
  }
}

extension ExpressionSyntax.DatePart {
  var code: Int64 {
    switch self {
    case .month: 0
    case .weekday: 1
    case .year: 2
    case .day: 3
    }
  }

  init(code: Int64) {
    switch code {
    case 0: self = .month
    case 1: self = .weekday
    case 2: self = .year
    case 3: self = .day
    default: preconditionFailure("no instruction has such a part of a date")
    }
  }
}
