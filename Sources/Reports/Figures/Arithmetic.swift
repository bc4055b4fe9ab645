private import Glibc

func exponential(_ x: Double) -> Double { Glibc.exp(x) }

func logarithm(_ x: Double) -> Double { Glibc.log(x) }

func decimalLogarithm(_ x: Double) -> Double { Glibc.log10(x) }

func cubeRoot(_ x: Double) -> Double { Glibc.cbrt(x) }

func powerOfTen(_ x: Double) -> Double { Glibc.pow(10, x) }
