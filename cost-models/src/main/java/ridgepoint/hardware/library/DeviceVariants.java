package ridgepoint.hardware.library;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.input.YamlNode;

/**
 * One device with values changed again and again: its description is parsed once, and what a change
 * does not touch is read once. Immutable.
 */
final class DeviceVariants {
  private final YamlNode.Mapping tree;
  private final Readings readings = new Readings();
  private final DeviceSpec described;

  DeviceVariants(YamlNode.Mapping tree) {
    this.tree = tree;
    described = DeviceReader.read(tree, readings);
  }

  /** The description, parsed. */
  YamlNode.Mapping tree() {
    return tree;
  }

  /**
   * The device with some values changed.
   *
   * @throws ridgepoint.input.InputException when a change names a key that is not there or a value
   *     that is impossible
   */
  DeviceSpec with(List<WhatIf> whatIfs) {
    if (whatIfs.isEmpty()) {
      return described;
    }
    YamlNode.Mapping changed = WhatIfs.apply(tree, whatIfs);
    Set<String> sections = new HashSet<>();
    for (WhatIf whatIf : whatIfs) {
      sections.add(whatIf.head());
    }
    return DeviceReader.reread(changed, described, sections, Readings.without(sections, readings));
  }
}
