package ridgepoint.report.directory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import ridgepoint.input.InputException;

/** One file of results, complete or absent. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Writes UTF-8 text to a temporary sibling, then moves it into place; an existing file keeps its
   * old content until then. Devices and pipes are written directly.
   *
   * @throws InputException when it cannot be written, with the reason in one line
   */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #write(Path, String)}, for bytes. */
  public static void write(Path file, byte[] content) {
    check(file);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
          out.write(content);
        }
        return;
      }
      if (Files.exists(file) && !Files.isWritable(file)) {
        throw new AccessDeniedException(file.toString());
      }
      // A link stays a link: what it points to is replaced.
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      replace(target, content);
    } catch (IOException failure) {
      throw new InputException("cannot write " + file + ": " + reason(failure), failure);
    }
  }

  /**
   * Refuses what can be seen to be no place for a file, before anything is computed for it.
   *
   * @throws InputException with the reason in one line
   */
  public static void check(Path file) {
    if (file.toString().isBlank()) {
      throw new InputException("cannot write the result: the name of its file is empty");
    }
    if (Files.isDirectory(file)) {
      throw new InputException("cannot write " + file + ": it is a directory");
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new InputException(
          "cannot write "
              + file
              + ": its directory "
              + (Files.exists(parent) ? "is a file" : "does not exist"));
    }
  }

  private static void replace(Path target, byte[] content) throws IOException {
    Path temporary = temporary(target);
    try {
      Files.write(temporary, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.move(
          temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** A hidden sibling that no other process uses. */
  static Path temporary(Path target) {
    return target.resolveSibling(
        "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
  }

  /** Why a file could not be written, in a few words. */
  static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "its directory does not exist";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NotDirectoryException) {
      return "its parent is not a directory";
    }
    if (failure instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    return failure.getMessage() == null ? "input/output error" : failure.getMessage();
  }
}
