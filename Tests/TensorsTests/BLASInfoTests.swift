import Tensors
import Testing

@Suite struct BLASInfoTests {
  @Test func namesLibraryAndKernel() {
    #expect(BLASInfo.version.contains(/^OpenBLAS \d+\.\d+/))
    #expect(!BLASInfo.core.isEmpty)
  }
}
