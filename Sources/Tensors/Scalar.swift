/// The number that training computes with: Float, or Double under the trait `DoublePrecision`.
#if DOUBLE_PRECISION
public typealias Scalar = Double
#else
public typealias Scalar = Float
#endif
