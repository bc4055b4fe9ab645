private import Glibc

func log10(_ x: Double) -> Double { Glibc.log10(x) }

func log(_ x: Double) -> Double { Glibc.log(x) }

func exp(_ x: Double) -> Double { Glibc.exp(x) }

func exp10(_ x: Double) -> Double { Glibc.pow(10, x) }

/// 10 to a whole power, correctly rounded wherever a literal would be.
func powerOfTen(_ exponent: Int) -> Double {
  guard (-22...22).contains(exponent) else { return Glibc.pow(10, Double(exponent)) }
  var power = 1.0
  // Powers to the 22nd are exact in a Double, and one division rounds once.
  for _ in 0..<exponent.magnitude { power *= 10 }
  return exponent < 0 ? 1 / power : power
}

/// An integer times a power of ten, rounded once where the power is within ±22.
func decimal(_ integer: Int, exponent: Int) -> Double {
  exponent < 0 && exponent >= -22
    ? Double(integer) / powerOfTen(-exponent) : Double(integer) * powerOfTen(exponent)
}
