package ridgepoint.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import ridgepoint.number.DataType;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

class ScheduleTest {
  private static Schedule schedule(long batch, int tensor, int pipeline, int data) {
    Workload workload = Workload.of(batch, 128, 16, Precision.uniform(DataType.FP16));
    return Schedule.of(workload.withParallelism(new Parallelism(tensor, pipeline, 1, data)));
  }

  @Test
  void oneSequencePassesTheStagesInTurn() {
    Schedule schedule = schedule(1, 1, 4, 1);
    assertEquals(1, schedule.microBatches());
    assertEquals(1, schedule.prefill(0.25, 10).latencyFactor());
    assertEquals(3, schedule.prefill(0.25, 10).idleDevices(), "three of four stages wait");
  }

  @Test
  void aBatchRunsAsAsManyMicroBatchesAsStages() {
    Schedule schedule = schedule(32, 1, 4, 1);
    assertEquals(4, schedule.microBatches());
    assertEquals(8, schedule.workload().batchSize());
    assertEquals((4 + 4 - 1) / 4.0, schedule.prefill(0.25, 10).latencyFactor());
    assertEquals(1, schedule.decodeStep(0.25, 10).latencyFactor());
    assertEquals(0, schedule.decodeStep(0.25, 10).idleDevices(), "a full pipeline has no bubble");
  }

  @Test
  void anUnevenStageSetsThePaceOfAFullPipeline() {
    assertEquals(1.6, schedule(4, 1, 4, 1).decodeStep(0.4, 10).latencyFactor(), 1e-12);
  }

  @Test
  void replicasSplitTheBatchRoundedUp() {
    assertEquals(3 * 4, schedule(10, 1, 1, 4).workload().batchSize());
    assertEquals(8, schedule(10, 2, 1, 4).prefill(1, 10).busyDevices());
  }
}
