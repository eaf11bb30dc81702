package org.surprisal.loss;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.surprisal.text.NearestNames;

/** All losses that have a name. */
public final class Catalogue {
  private static final List<Entry> ENTRIES =
      Stream.of(
              RegressionLosses.ALL,
              RobustLosses.ALL,
              RelativeLosses.ALL,
              PositiveLosses.ALL,
              List.of(SeveralLosses.MULTI_QUANTILE),
              BinaryLosses.ALL,
              MarginLosses.ALL,
              List.of(SeveralLosses.MULTILABEL_CROSS_ENTROPY),
              CategoricalLosses.ALL,
              SoftmaxLosses.ALL,
              ClassMarginLosses.ALL,
              ScoreLosses.ALL,
              OrderedLosses.ALL,
              DistributionLosses.ALL,
              DivergenceLosses.ALL,
              List.of(VariationalLosses.GAUSSIAN_KL),
              TransportLosses.ALL,
              EmbeddingLosses.ALL,
              GenerativeLosses.ALL)
          .flatMap(List::stream)
          .toList();

  private static final Map<String, Entry> BY_NAME = byName();

  private Catalogue() {}

  private static Map<String, Entry> byName() {
    Map<String, Entry> map = new LinkedHashMap<>();
    for (Entry entry : ENTRIES) {
      Stream.concat(Stream.of(entry.name()), entry.aliases().stream())
          .forEach(name -> {
            if (map.put(name, entry) != null) {
              throw new IllegalStateException("two losses are called " + name);
            }
          });
    }
    return map;
  }

  /** What is known about each loss, in the order of the catalogue. */
  public static List<Facts> all() {
    return ENTRIES.stream().map(Entry::facts).toList();
  }

  /** The canonical names, in the order of the catalogue. */
  public static List<String> names() {
    return ENTRIES.stream().map(Entry::name).toList();
  }

  static List<Entry> entries() {
    return ENTRIES;
  }

  static @Nullable Entry find(String nameOrAlias) {
    return BY_NAME.get(nameOrAlias);
  }

  static Entry get(String nameOrAlias) {
    Entry entry = find(nameOrAlias);
    if (entry == null) {
      String question = NearestNames.question("; ", nameOrAlias, BY_NAME.keySet());
      throw new SpecException(
          "loss '"
              + nameOrAlias
              + "' is not known"
              + (question.isEmpty() ? "; known are " + String.join(", ", names()) : question));
    }
    return entry;
  }
}
