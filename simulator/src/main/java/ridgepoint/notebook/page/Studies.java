package ridgepoint.notebook.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ridgepoint.input.InputException;

/**
 * Runs studies and writes their pages beside them, or checks that the pages there are what the
 * studies give now. What {@code notebooks/run} starts.
 */
public final class Studies {
  private static final String SCRIPT = ".jsh";
  private static final int DIFFERENT = 1;
  private static final int WRONG = 2;

  private Studies() {}

  /**
   * Arguments: optionally {@code --check}, then studies, or folders whose studies are meant. Exits
   * with 1 when a page is not what its study gives, with 2 when a study fails.
   */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    System.setProperty("java.awt.headless", "true");
    List<String> named = new ArrayList<>(Arrays.asList(arguments));
    boolean check = named.remove("--check");
    int code = 0;
    try {
      for (Path script : scripts(named)) {
        code = Math.max(code, check ? check(script) : write(script));
      }
    } catch (InputException e) {
      System.err.println("notebooks: " + e.getMessage());
      code = WRONG;
    } catch (IOException e) {
      System.err.println("notebooks: cannot read or write " + e.getMessage());
      code = WRONG;
    }
    System.exit(code);
  }

  private static List<Path> scripts(List<String> named) throws IOException {
    List<Path> scripts = new ArrayList<>();
    for (String name : named) {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.list(path)) {
          files.filter(file -> file.toString().endsWith(SCRIPT)).sorted().forEach(scripts::add);
        }
      } else if (Files.isRegularFile(path) && name.endsWith(SCRIPT)) {
        scripts.add(path);
      } else {
        throw new InputException(
            "no study " + name + ": a file *.jsh or a folder of them is wanted");
      }
    }
    if (scripts.isEmpty()) {
      throw new InputException("no studies (*.jsh) in " + String.join(", ", named));
    }
    return scripts;
  }

  private static int write(Path script) throws IOException {
    Page page = render(script);
    Path file = pageOf(script);
    Files.writeString(file, page.markdown());
    for (Map.Entry<String, byte[]> image : page.images().entrySet()) {
      Path target = file.resolveSibling(image.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, image.getValue());
    }
    System.out.println(script + " -> " + file + ", " + page.images().size() + " charts");
    return 0;
  }

  private static int check(Path script) throws IOException {
    Page page = render(script);
    Path file = pageOf(script);
    Optional<String> difference = difference(page, file);
    if (difference.isPresent()) {
      System.err.println("notebooks: " + difference.get());
      System.err.println("notebooks: 'notebooks/run' makes the page again; then read what it says");
      return DIFFERENT;
    }
    List<Path> redrawn = new ArrayList<>();
    for (Map.Entry<String, byte[]> image : page.images().entrySet()) {
      Path there = file.resolveSibling(image.getKey());
      if (!Arrays.equals(Files.readAllBytes(there), image.getValue())) {
        redrawn.add(there);
      }
    }
    System.out.println(
        script
            + ": its page is up to date"
            + (redrawn.isEmpty() ? "" : "; other pixels (other fonts?) in " + redrawn));
    return 0;
  }

  /**
   * How the page on disk is not this one, in a line. Of charts it is enough that they are there:
   * their pixels depend on the fonts of the machine, and their numbers are in the page.
   */
  static Optional<String> difference(Page page, Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.of(file + " is missing");
    }
    List<String> now = page.markdown().lines().toList();
    List<String> then = Files.readAllLines(file);
    for (int i = 0; i < Math.max(now.size(), then.size()); i++) {
      String was = i < then.size() ? then.get(i) : "(end)";
      String is = i < now.size() ? now.get(i) : "(end)";
      if (!was.equals(is)) {
        return Optional.of(
            String.format(Locale.ROOT, "%s:%d says '%s', and now '%s'", file, i + 1, was, is));
      }
    }
    for (String image : page.images().keySet()) {
      Path there = file.resolveSibling(image);
      if (!Files.exists(there) || Files.size(there) == 0) {
        return Optional.of(there + " is missing or empty");
      }
    }
    return Optional.empty();
  }

  private static Page render(Path script) throws IOException {
    String name = script.getFileName().toString();
    return Page.render(
        name.substring(0, name.length() - SCRIPT.length()), Files.readAllLines(script));
  }

  private static Path pageOf(Path script) {
    String name = script.getFileName().toString();
    return script.resolveSibling(name.substring(0, name.length() - SCRIPT.length()) + ".md");
  }
}
