package org.surprisal.evaluate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows that cost most, as they are said; with ids, where files were joined by one. */
final class WorstRows {
  private final Plan plan;
  private final Columns columns;
  private final Set<Long> wanted = new HashSet<>();
  private final Map<Long, String> ids = new HashMap<>();

  /** Ids of rows that were read and not yet handed on; the first of them is number {@code gone}. */
  private final Deque<String> texts = new ArrayDeque<>();

  private long gone;
  private long ordinal;

  WorstRows(Plan plan, Columns columns) {
    this.plan = plan;
    this.columns = columns;
    for (Tally tally : plan.tallies()) {
      tally.worst().rows().forEach(row -> wanted.add(row.ordinal()));
    }
  }

  boolean areWanted() {
    return !wanted.isEmpty();
  }

  /** How ids are read: each gets the next number, because rows may be left out or read ahead. */
  TextValues idTexts() {
    return TextValues.eachRow(text -> {
      texts.add(text);
      return gone + texts.size() - 1;
    });
  }

  /** Looks up the ids of a block, which {@link #idTexts} has numbered in the given column. */
  void addIds(Block block, int slot) {
    double[] numbers = block.column(slot);
    for (int i = 0; i < block.size(); i++) {
      while (gone < (long) numbers[i]) {
        texts.remove();
        gone++;
      }
      if (wanted.contains(ordinal)) {
        ids.put(ordinal, texts.element());
      }
      ordinal++;
    }
  }

  /** All of them. */
  List<Worst> rows() {
    List<Worst> worst = new ArrayList<>();
    for (Tally tally : plan.tallies()) {
      List<Worst.Row> rows = new ArrayList<>();
      double sum = tally.total().sum();
      for (TopRows.Kept kept : tally.worst().rows()) {
        boolean hasShare = sum != 0 && Double.isFinite(sum);
        rows.add(
            new Worst.Row(
                kept.place(),
                id(kept.ordinal()),
                kept.loss(),
                hasShare ? kept.loss() / sum : Double.NaN,
                target(kept.target()),
                kept.prediction()));
      }
      if (!rows.isEmpty()) {
        Predicted predicted = tally.predicted();
        worst.add(new Worst(tally.loss().toString(), predicted.name(), predicted.labels(), rows));
      }
    }
    return worst;
  }

  private @Nullable String id(long row) {
    return ids.get(row);
  }

  private String target(List<Double> values) {
    if (values.size() > 1) {
      return String.join(", ", values.stream().map(NumberText::of).toList());
    }
    return columns.text(columns.targets().getFirst(), values.getFirst());
  }
}
