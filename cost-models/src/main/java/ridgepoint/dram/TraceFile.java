package ridgepoint.dram;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import ridgepoint.input.InputException;

/**
 * Requests from a trace, as DRAMsim3 ({@code 0x40 READ 12}: address, kind, cycle of arrival) or
 * Ramulator ({@code 0x40 R}, or {@code LD 0x40} and {@code ST 0x40}) write them.
 */
public final class TraceFile implements RequestStream {
  private long[] addresses = new long[1024];
  private boolean[] writes = new boolean[1024];
  private long[] cycles = new long[1024];
  private int requests;

  private TraceFile() {}

  /**
   * Reads a trace.
   *
   * @param most requests that are read; the rest is passed over
   * @throws InputException when it cannot be read, a line is torn or arrivals go back in time, with
   *     file and line; or when an address lies past the capacity
   */
  public static TraceFile read(Path file, int most, DramConfiguration configuration) {
    TraceFile trace = new TraceFile();
    long capacity = configuration.organization().capacityBytes();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = reader.readLine();
          line != null && trace.requests < most;
          line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          trace.add(line.strip().split("\\s+"), file + ":" + number + ": ", capacity);
        }
      }
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
    if (trace.requests == 0) {
      throw new InputException(file + ": there are no requests in it");
    }
    return trace;
  }

  private void add(String[] fields, String place, long capacity) {
    boolean kindFirst = fields[0].equals("LD") || fields[0].equals("ST");
    if (fields.length < 2) {
      throw new InputException(
          place + "the line is torn: an address and READ or WRITE are wanted, found " + fields[0]);
    }
    long address = address(fields[kindFirst ? 1 : 0], place);
    boolean write = write(fields[kindFirst ? 0 : 1], place);
    long cycle = fields.length > 2 ? cycle(fields[2], place) : 0;
    if (address < 0 || address >= capacity) {
      throw new InputException(
          place
              + "address %s is past the capacity of %d bytes"
                  .formatted(fields[kindFirst ? 1 : 0], capacity));
    }
    if (requests > 0 && cycle < cycles[requests - 1]) {
      throw new InputException(
          place + "cycle %d comes after cycle %d".formatted(cycle, cycles[requests - 1]));
    }
    if (requests == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * requests);
      writes = Arrays.copyOf(writes, 2 * requests);
      cycles = Arrays.copyOf(cycles, 2 * requests);
    }
    addresses[requests] = address;
    writes[requests] = write;
    cycles[requests++] = cycle;
  }

  private static long address(String text, String place) {
    boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
    try {
      return hexadecimal ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new InputException(place + "'" + text + "' is not an address", e);
    }
  }

  private static boolean write(String text, String place) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "WRITE", "W", "ST", "P_MEM_WR" -> true;
      case "READ", "R", "LD", "P_MEM_RD" -> false;
      default -> throw new InputException(place + "'" + text + "' is neither a read nor a write");
    };
  }

  private static long cycle(String text, String place) {
    try {
      long cycle = Long.parseLong(text);
      if (cycle >= 0) {
        return cycle;
      }
    } catch (NumberFormatException e) {
      throw new InputException(place + "'" + text + "' is not a cycle", e);
    }
    throw new InputException(place + "cycle " + text + " is negative");
  }

  @Override
  public int requests() {
    return requests;
  }

  @Override
  public long address(int index) {
    return addresses[index];
  }

  @Override
  public boolean isWrite(int index) {
    return writes[index];
  }

  @Override
  public long arrivalCycle(int index) {
    return cycles[index];
  }
}
