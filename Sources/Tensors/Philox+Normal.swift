extension Philox {
  /// A standard normal number: the normal quantile of one uniform number.
  ///
  /// Made of additions, multiplications, divisions and square roots alone, which round the same on
  /// every machine; a library's logarithm does not. Accurate to about 1e-15.
  ///
  /// Reference: Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution",
  /// Applied Statistics 37 (1988), routine PPND16.
  public mutating func normal() -> Double {
    normalQuantile((Double(next() >> 12) + 0.5) * 0x1p-52)
  }
}

/// The quantile of the standard normal distribution at 0 < p < 1.
package func normalQuantile(_ p: Double) -> Double {
  let q = p - 0.5
  if q.magnitude <= 0.425 {
    let r = 0.180625 - q * q
    return q * polynomial(central.numerator, r) / polynomial(central.denominator, r)
  }
  let tail = q < 0 ? p : 1 - p
  let r = (-naturalLogarithm(tail)).squareRoot()
  let value =
    r <= 5
    ? polynomial(middle.numerator, r - 1.6) / polynomial(middle.denominator, r - 1.6)
    : polynomial(outer.numerator, r - 5) / polynomial(outer.denominator, r - 5)
  return q < 0 ? -value : value
}

/// The natural logarithm of a positive normal number.
///
/// By ln m = 2 artanh((m − 1) / (m + 1)) of a mantissa between 0.7 and 1.42.
func naturalLogarithm(_ x: Double) -> Double {
  var mantissa = x.significand
  var exponent = Double(x.exponent)
  if mantissa > 1.4142135623730951 {
    mantissa /= 2
    exponent += 1
  }
  let s = (mantissa - 1) / (mantissa + 1)
  let square = s * s
  var sum = 0.0
  for n in stride(from: 23, through: 1, by: -2) { sum = sum * square + 1 / Double(n) }
  return exponent * 0.6931471805599453 + 2 * s * sum
}

private func polynomial(_ coefficients: InlineArray<8, Double>, _ x: Double) -> Double {
  var sum = 0.0
  for i in stride(from: 7, through: 0, by: -1) { sum = sum * x + coefficients[i] }
  return sum
}

private let central: (numerator: InlineArray<8, Double>, denominator: InlineArray<8, Double>) = (
  [
    3.3871328727963666080, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
    1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
    3.3430575583588128105e+4, 2.5090809287301226727e+3,
  ],
  [
    1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
    2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
    5.2264952788528545610e+3,
  ]
)

private let middle: (numerator: InlineArray<8, Double>, denominator: InlineArray<8, Double>) = (
  [
    1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
    3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4,
  ],
  [
    1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
    1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
    1.05075007164441684324e-9,
  ]
)

private let outer: (numerator: InlineArray<8, Double>, denominator: InlineArray<8, Double>) = (
  [
    6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  [
    1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
    7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
    2.04426310338993978564e-15,
  ]
)
