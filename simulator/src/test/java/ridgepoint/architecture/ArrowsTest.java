package ridgepoint.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Modules point one way only, packages have no cycles and are named after things of the field. */
class ArrowsTest {
  /** Upstream first: a module may use those before it. */
  private static final List<String> MODULES =
      List.of("reference-kernels", "cost-models", "reports", "simulator");

  private static final Set<String> EMPTY_WORDS =
      Set.of("util", "utils", "impl", "manager", "helper", "helpers", "common", "misc");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("ridgepoint");

  @Test
  void everyModuleIsSeen() {
    Set<String> seen = new TreeSet<>();
    CLASSES.forEach(type -> moduleOf(type).ifPresent(seen::add));
    assertEquals(new TreeSet<>(MODULES), seen);
  }

  @Test
  void modulesUseOnlyModulesBeforeThem() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      int rank = rankOf(type);
      type.getDirectDependenciesFromSelf().stream()
          .filter(dependency -> rankOf(dependency.getTargetClass()) > rank)
          .forEach(dependency -> wrong.add(dependency.getDescription()));
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  @Test
  void aPackageLivesInOneModule() {
    Set<String> homes = new TreeSet<>();
    CLASSES.forEach(
        type ->
            moduleOf(type).ifPresent(module -> homes.add(type.getPackageName() + " " + module)));
    long packages =
        homes.stream().map(home -> home.substring(0, home.indexOf(' '))).distinct().count();
    assertEquals(packages, homes.size(), () -> String.join("\n", homes));
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("ridgepoint.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void packagesAreNamedAfterThingsOfTheField() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      for (String word : List.of(type.getPackageName().split("\\.", -1))) {
        if (EMPTY_WORDS.contains(word)) {
          wrong.add(type.getPackageName());
        }
      }
    }
    assertTrue(wrong.isEmpty(), wrong::toString);
  }

  private static int rankOf(JavaClass type) {
    return moduleOf(type).map(MODULES::indexOf).orElse(-1);
  }

  /** The module a class was compiled in, by the path of its class file or jar. */
  private static Optional<String> moduleOf(JavaClass type) {
    return type.getSource()
        .map(source -> source.getUri())
        .map(URI::toString)
        .flatMap(
            uri ->
                MODULES.stream()
                    .filter(
                        module ->
                            uri.contains("/" + module + "/target/classes/")
                                || uri.contains("/" + module + "-"))
                    .findFirst());
  }
}
