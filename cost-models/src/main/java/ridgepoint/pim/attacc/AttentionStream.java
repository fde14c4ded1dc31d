package ridgepoint.pim.attacc;

import java.util.List;
import ridgepoint.pim.attacc.HeadCommands.Command;

/**
 * Attention of several heads one after another in a channel, two at a time so that the softmax of
 * one hides behind the products of the other (Park et al., ASPLOS 2024, head-level pipelining).
 */
final class AttentionStream {
  private final Stream stream = new Stream();

  private AttentionStream() {}

  /**
   * @param heads of this channel
   * @param longest sequence that there is room for; heads lie that far apart
   */
  static Stream of(AttAcc device, int keys, int headDim, int heads, int longest) {
    AttentionStream result = new AttentionStream();
    int parts = device.pseudoChannels() * device.ranks() * device.groups() * device.banks();
    long bytes = ((long) longest * headDim + parts - 1) / parts;
    int access = device.dram().organization().accessBytes();
    for (int head = 0; head < heads; head += 2) {
      int firstAt = (int) (head * bytes / access);
      HeadCommands first = new HeadCommands(device, keys, headDim, firstAt);
      if (head + 1 < heads) {
        int secondAt = (int) ((head + 1) * bytes / access);
        HeadCommands second = new HeadCommands(device, keys, headDim, secondAt);
        result.pair(first, second, head == 0);
      } else {
        result.single(first);
      }
    }
    return result.stream;
  }

  /** Products of a matrix by some vectors one after another; results leave like scores. */
  static Stream product(AttAcc device, int outputs, int inputs, int vectors) {
    AttentionStream result = new AttentionStream();
    HeadCommands once = new HeadCommands(device, outputs, inputs, 0);
    for (int i = 0; i < vectors; i++) {
      result.add(once.writes);
      result.barrier();
      result.products(once.scores, once.scoreMoves, null, List.of(), 0);
    }
    return result.stream;
  }

  private void pair(HeadCommands first, HeadCommands second, boolean start) {
    add(first.writes);
    if (start) {
      first.scores.get(0).get(0).addTo(stream);
    }
    barrier();
    products(first.scores, first.scoreMoves, null, second.writes, 0);
    int half = second.scores.size() / 2;
    products(second.scores, second.scoreMoves, first, first.probabilities, half);
    half = first.outputs.size() / 2;
    products(first.outputs, first.outputMoves, second, second.probabilities, half);
    products(second.outputs, second.outputMoves, null, List.of(), 0);
  }

  private void single(HeadCommands head) {
    add(head.writes);
    barrier();
    products(head.scores, head.scoreMoves, null, List.of(), 0);
    softmax();
    add(head.probabilities);
    barrier();
    products(head.outputs, head.outputMoves, null, List.of(), 0);
  }

  /**
   * Products group by group, with the results of the group before, and other moves beside them.
   *
   * @param softmaxOf a head whose softmax begins meanwhile, or null
   * @param beside moves for the groups from {@code from} on, evenly
   */
  private void products(
      List<List<Command>> groups,
      List<List<Command>> results,
      HeadCommands softmaxOf,
      List<Command> beside,
      int from) {
    int count = groups.size();
    for (int group = 0; group <= count; group++) {
      if (group < count) {
        add(groups.get(group));
      }
      if (group > 0) {
        add(results.get(group - 1));
      }
      if (group == 0 && softmaxOf != null) {
        softmax();
      }
      if (group < count) {
        if (group >= from) {
          int slices = count - from;
          int slice = group - from;
          int size = beside.size();
          add(beside.subList(size * slice / slices, size * (slice + 1) / slices));
        }
        barrier();
      }
    }
  }

  private void softmax() {
    stream.add(Stream.SOFTMAX, 0, 0, 0, 0);
  }

  private void barrier() {
    stream.add(Stream.BARRIER, 0, 0, 0, 0);
  }

  private void add(List<Command> commands) {
    for (Command command : commands) {
      command.addTo(stream);
    }
  }
}
