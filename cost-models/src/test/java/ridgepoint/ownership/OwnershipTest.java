package ridgepoint.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.input.InputException;

class OwnershipTest {
  private static final DevicePricing PRICING = DevicePricing.shipped();
  private static final Prices PRICES = Prices.shipped();
  private static final OwnershipModel MODEL = OwnershipModel.shipped();
  private static final DeviceLibrary DEVICES = new DeviceLibrary();

  private static DeviceSpec device(String id, String... changes) {
    return DEVICES.load(id, List.of(changes).stream().map(WhatIf::parse).toList());
  }

  @Property(tries = 100)
  void yieldFallsWithDefects(
      @ForAll @DoubleRange(min = 0, max = 20) double defects,
      @ForAll @DoubleRange(min = 0.01, max = 5) double more,
      @ForAll @DoubleRange(min = 0.5, max = 10) double cluster) {
    double yield = DieYield.perfect(defects, cluster);
    assertTrue(yield > 0 && yield <= 1);
    assertTrue(DieYield.perfect(defects + more, cluster) < yield);
  }

  @Property(tries = 100)
  void sparesRescueDies(
      @ForAll @DoubleRange(min = 0.01, max = 10) double units,
      @ForAll @DoubleRange(min = 0, max = 5) double rest,
      @ForAll @IntRange(min = 0, max = 40) int spares) {
    double yield = DieYield.withSpares(units, rest, spares, 3);
    double more = DieYield.withSpares(units, rest, spares + 1, 3);
    assertTrue(yield >= DieYield.perfect(units + rest, 3) - 1e-12);
    assertTrue(more >= yield);
    assertTrue(more <= DieYield.perfect(rest, 3) + 1e-9, "the rest must work");
  }

  @Test
  void enoughSparesLeaveOnlyTheRestToFail() {
    assertEquals(DieYield.perfect(0.5, 3), DieYield.withSpares(1, 0.5, 400, 3), 1e-9);
  }

  @Test
  void yieldIsThatOfTheFormula() {
    // (1 + 0.15 x 8.26 / 3)^-3
    assertEquals(0.3545, DieYield.perfect(0.15 * 8.26, 3), 1e-4);
  }

  @Property(tries = 50)
  void fewerLargeDiesFitOnAWafer(@ForAll @DoubleRange(min = 10, max = 1000) double mm2) {
    double area = mm2 * 1e-6;
    assertTrue(
        WaferMap.grossDies(area * 1.1, PRICES.wafer()) < WaferMap.grossDies(area, PRICES.wafer()));
  }

  @Test
  void aboutSixtyLargeDiesFitOnAWafer() {
    assertEquals(63, WaferMap.grossDies(814e-6, PRICES.wafer()), 3);
  }

  @Test
  void largerDesignsCostMoreToMake() {
    double base = PRICING.making(device("h100-sxm")).total();
    assertTrue(PRICING.making(device("h100-sxm", "memory.l2.capacity=100MiB")).total() > base);
    assertTrue(PRICING.making(device("h100-sxm", "memory.hbm.capacity=160GB")).total() > base);
  }

  @Test
  void aDesignIsPricedByItsBase() {
    DeviceSpec base = device("h100-sxm");
    assertEquals(30000, PRICING.price(base));
    DesignPricing designs = new DesignPricing(PRICING, base);
    assertEquals(30000, designs.price(PRICING.making(base)), 1e-6);
    DeviceSpec larger = device("h100-sxm", "memory.hbm.capacity=160GB");
    assertTrue(designs.price(PRICING.making(larger)) > 30000);
  }

  @Test
  void memoryCostsWhatItsGenerationDoes() {
    assertEquals(80 * 7, PRICING.making(device("a100-sxm-80gb")).memory(), 1e-6);
    assertEquals(80 * 10, PRICING.making(device("h100-sxm")).memory(), 1e-6);
    assertEquals(141 * 15, PRICING.making(device("h200-sxm")).memory(), 1e-6);
    assertEquals(24 * 3.5, PRICING.making(device("rtx-4090")).memory(), 1e-6);
  }

  @Test
  void whatHasNoListPriceIsPricedByItsCost() {
    DeviceSpec device = device("mi210");
    assertEquals(
        PRICING.making(device).total() * PRICES.priceOverCost(), PRICING.price(device), 1e-6);
  }

  @Test
  void partsOfTheCostAreThoseOfTheTerms() {
    Terms terms = new Terms(4, 1.5, 0, 0.5, 0.10, 1.2, 1.1, 0.04);
    OwnershipCost cost = MODEL.with(terms).cost(10000, 500);
    assertEquals(15000 / (4 * 8766.0), cost.capital(), 1e-9);
    assertEquals(15000 * 0.04 / 8766, cost.operation(), 1e-9);
    assertEquals(0.5 * 1.1 * 1.2 * 0.10, cost.energy(), 1e-12);
    assertEquals(cost.perHour() / (1000 * 0.5 * 3600) * 1e6, cost.perMillionTokens(1000), 1e-9);
  }

  @Test
  void eightDevicesCostEightTimesOne() {
    SystemSpec one = SystemSpec.single(device("h100-sxm"));
    SystemSpec eight =
        new SystemSpec("eight", "Eight", one.device(), 8, one.attached(), List.of(), one.host());
    assertEquals(8 * MODEL.cost(one).perHour(), MODEL.cost(eight).perHour(), 1e-9);
  }

  @Test
  void impossibleTermsAndDiesAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Terms(0, 1.4, 0, 0.7, 0.08, 1.3, 1.3, 0.05));
    assertThrows(
        IllegalArgumentException.class, () -> new Terms(4, 1.4, 0, 1.7, 0.08, 1.3, 1.3, 0.05));
    assertThrows(IllegalArgumentException.class, () -> MODEL.cost(1000, 100).perMillionTokens(0));
    InputException large =
        assertThrows(
            InputException.class,
            () -> PRICING.making(device("h100-sxm", "memory.l2.capacity=100GiB")));
    assertTrue(large.getMessage().contains("does not fit on a wafer"), large.getMessage());
  }
}
