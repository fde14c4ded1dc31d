package ridgepoint.pim.attacc;

import java.util.ArrayList;
import java.util.List;

/**
 * What attention of one head takes in its channel, step by step. The keys of a sequence are spread
 * over pseudo-channels, ranks and bank groups, the dimensions of a head over the banks of a group,
 * as far as units sit there (Park et al., ASPLOS 2024, section 5).
 */
final class HeadCommands {
  /** Scores that a unit keeps before they are moved. */
  static final int SCORES_KEPT = 16;

  /** Values lie in the upper half of every bank. */
  static final int VALUE_ROW = 8192;

  /** A command and its place. */
  record Command(int kind, int rank, int group, int bank, int row) {
    void addTo(Stream stream) {
      stream.add(kind, rank, group, bank, row);
    }
  }

  private final AttAcc device;
  private final int firstAccess;

  /** Query to the units. */
  final List<Command> writes = new ArrayList<>();

  /** Products with keys, and moves of the scores that each made. */
  final List<List<Command>> scores = new ArrayList<>();

  final List<List<Command>> scoreMoves = new ArrayList<>();

  /** Probabilities to the units. */
  final List<Command> probabilities = new ArrayList<>();

  /** Products with values, and moves of the outputs that each made. */
  final List<List<Command>> outputs = new ArrayList<>();

  final List<List<Command>> outputMoves = new ArrayList<>();

  /**
   * @param keys of the sequence
   * @param firstAccess of a bank that holds this head's keys
   */
  HeadCommands(AttAcc device, int keys, int headDim, int firstAccess) {
    this.device = device;
    this.firstAccess = firstAccess;
    int perBank = ceil(headDim, device.columnParts() * device.lanes());
    int keysPerPart = ceil(keys, device.rowParts());
    for (int bank = 0; bank < device.columnParts(); bank++) {
      for (int i = 0; i < perBank; i++) {
        writes.add(new Command(Stream.WRITE_BUFFER, 0, 0, bank, 0));
      }
    }
    for (int first = 0; first < keysPerPart; first += SCORES_KEPT) {
      int end = Math.min(keysPerPart, first + SCORES_KEPT);
      scores.add(macs(first * perBank, end * perBank, 0));
      scoreMoves.add(moves(Stream.TO_SOFTMAX, 1));
    }
    probabilities.addAll(moves(Stream.FROM_SOFTMAX, ceil(keysPerPart, device.lanes())));
    for (int output = 0; output < perBank; output++) {
      outputs.add(macs(output * keysPerPart, (output + 1) * keysPerPart, VALUE_ROW));
      outputMoves.add(outputMoves());
    }
  }

  private static int ceil(int size, int part) {
    return (size + part - 1) / part;
  }

  private List<Command> macs(int first, int end, int baseRow) {
    List<Command> macs = new ArrayList<>(end - first);
    int perRow = device.columnsPerRow();
    for (int at = first; at < end; at++) {
      int i = firstAccess + at;
      macs.add(
          switch (device.placement()) {
            case BANK -> mac(0, 0, 0, baseRow + i / perRow);
            case BANK_GROUP -> {
              int rows = i / perRow;
              yield mac(0, 0, rows % device.banks(), baseRow + rows / device.banks());
            }
            case BUFFER -> {
              // consecutive accesses go to different groups, then to different banks
              int groups = device.groups() * device.ranks();
              int inBank = i / groups / device.banks();
              int group = i % groups;
              int bank = i / groups % device.banks();
              int row = baseRow + inBank / perRow;
              yield mac(group / device.groups(), group % device.groups(), bank, row);
            }
          });
    }
    return macs;
  }

  private Command mac(int rank, int group, int bank, int row) {
    return new Command(Stream.MAC, rank, group, bank, row);
  }

  /** To or from every unit that has values of its own. */
  private List<Command> moves(int kind, int each) {
    List<Command> moves = new ArrayList<>();
    boolean spread = device.placement() != Placement.BUFFER;
    if (kind == Stream.TO_SOFTMAX) {
      for (int group = 0; group < (spread ? device.groups() : 1); group++) {
        for (int rank = 0; rank < (spread ? device.ranks() : 1); rank++) {
          moves.add(new Command(kind, rank, group, 0, 0));
        }
      }
      return moves;
    }
    for (int rank = 0; rank < (spread ? device.ranks() : 1); rank++) {
      for (int group = 0; group < (spread ? device.groups() : 1); group++) {
        for (int i = 0; i < each; i++) {
          moves.add(new Command(kind, rank, group, 0, 0));
        }
      }
    }
    return moves;
  }

  /** Groups of a rank have added up their parts of an output: one move for each bank and rank. */
  private List<Command> outputMoves() {
    List<Command> moves = new ArrayList<>();
    for (int bank = 0; bank < device.columnParts(); bank++) {
      for (int rank = 0;
          rank < (device.placement() == Placement.BUFFER ? 1 : device.ranks());
          rank++) {
        moves.add(new Command(Stream.TO_SOFTMAX, rank, 0, bank, 0));
      }
    }
    return moves;
  }
}
