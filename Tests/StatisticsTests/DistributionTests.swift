import Statistics
import TestSupport
import Testing

@Suite struct DistributionTests {
  @Test func normalMatchesSciPy() {
    let probabilities = Reference.rows("normalCDF")
    #expect(probabilities.count == 8)
    for row in probabilities {
      // Rounding x by half a unit moves Φ by x² halves where the density falls as exp(−x²/2).
      let tolerance = (4 + row[0] * row[0]) * Double.ulpOfOne
      #expect(StandardNormal.cdf(row[0]).isClose(to: row[1], within: tolerance))
    }
    let quantiles = Reference.rows("normalQuantile")
    #expect(quantiles.count == 9)
    for row in quantiles {
      #expect(StandardNormal.quantile(row[0]).isClose(to: row[1], within: 1e-12, absolute: 1e-15))
    }
    #expect(StandardNormal.quantile(1) == .infinity)
  }

  @Test func incompleteBetaMatchesSciPy() {
    let rows = Reference.rows("incompleteBeta")
    #expect(rows.count == 7)
    for row in rows {
      #expect(regularizedIncompleteBeta(row[0], row[1], row[2]).isClose(to: row[3], within: 1e-12))
    }
    #expect(regularizedIncompleteBeta(0, 2, 3) == 0)
    #expect(regularizedIncompleteBeta(1, 2, 3) == 1)
  }

  @Test func studentMatchesSciPy() {
    let probabilities = Reference.rows("tCDF")
    #expect(probabilities.count == 30)
    for row in probabilities {
      let cdf = StudentT(degreesOfFreedom: row[1]).cdf(row[0])
      #expect(cdf.isClose(to: row[2], within: 1e-11))
    }
    let quantiles = Reference.rows("tQuantile")
    #expect(quantiles.count == 36)
    for row in quantiles {
      let quantile = StudentT(degreesOfFreedom: row[1]).quantile(row[0])
      #expect(quantile.isClose(to: row[2], within: 1e-11))
    }
  }

  @Test func noncentralStudentMatchesSciPy() {
    let rows = Reference.rows("noncentralT")
    #expect(rows.count == 8)
    for row in rows {
      let distribution = NoncentralT(degreesOfFreedom: row[1], noncentrality: row[2])
      #expect(distribution.cdf(row[0]).isClose(to: row[3], within: 1e-9, absolute: 1e-11), "\(row)")
    }
  }
}
