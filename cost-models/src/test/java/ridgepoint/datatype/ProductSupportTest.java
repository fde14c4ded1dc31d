package ridgepoint.datatype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ridgepoint.hardware.Specimens;
import ridgepoint.number.DataType;

class ProductSupportTest {

  @Test
  void nativeTypesKeepTheirOwnRate() {
    var support = ProductSupport.of(Specimens.gpu(), DataType.FP8_E4M3);
    assertEquals(new ProductSupport.Native(DataType.FP8_E4M3, 2000e12), support);
  }

  @Test
  void int8IsCarriedByTheFastestTypeThatHoldsIt() {
    var support =
        assertInstanceOf(
            ProductSupport.Emulated.class, ProductSupport.of(Specimens.gpu(), DataType.INT8));
    assertEquals(DataType.BF16, support.carrier());
  }

  @Test
  void fp64HasNoCarrierOnADeviceWithoutIt() {
    assertInstanceOf(
        ProductSupport.Absent.class, ProductSupport.of(Specimens.gpu(), DataType.FP64));
  }

  @Test
  void neitherSixteenBitFloatHoldsTheOther() {
    assertFalse(Widening.holds(DataType.FP16, DataType.BF16));
    assertFalse(Widening.holds(DataType.BF16, DataType.FP16));
    assertTrue(Widening.holds(DataType.TF32, DataType.FP16));
    assertTrue(Widening.holds(DataType.FP16, DataType.FP8_E5M2));
    assertTrue(Widening.holds(DataType.BF16, DataType.INT8));
    assertFalse(Widening.holds(DataType.FP8_E4M3, DataType.INT8));
    assertTrue(Widening.holds(DataType.FP8_E4M3, DataType.INT4));
  }
}
