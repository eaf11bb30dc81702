package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.InputException;

/** One pass over the rows, which fills the cell of all rows and that of each group. */
final class Pass {
  /** What the units of all rows may take: 100,000 rows of 40 numbers. */
  private static final long BYTES = 32L << 20;

  /** What the units of all groups may take together. */
  private static final long GROUP_BYTES = 64L << 20;

  private static final int DISTINCT_TARGETS = 65_536;
  private static final int DISTINCT_TARGETS_OF_A_GROUP = 256;

  private final Table table;
  private final Columns columns;
  private final Plan plan;
  private final @Nullable Groups groups;
  private final SpillFile spill;
  private final Rankings rankings;
  private final BlockRows rows;
  private final BlockRooms rooms;
  private final Cell all;
  private final List<Cell> cells = new ArrayList<>();
  private final int[] group;
  private final int[] everyRow;
  private long ordinal;

  Pass(
      Table table,
      Columns columns,
      Plan plan,
      @Nullable Groups groups,
      SpillFile spill,
      Rankings rankings,
      int blockRows) {
    this.table = table;
    this.columns = columns;
    this.plan = plan;
    this.groups = groups;
    this.spill = spill;
    this.rankings = rankings;
    this.rows = new BlockRows(plan, columns, blockRows);
    this.rooms = new BlockRooms(blockRows);
    this.all =
        new Cell(plan, false, UnitLimits.within(BYTES, 1, plan.columns()), DISTINCT_TARGETS, spill);
    this.group = new int[blockRows];
    this.everyRow = new int[blockRows];
    Arrays.setAll(everyRow, i -> i);
  }

  /** Adds the rows of a block. */
  void add(Block block) {
    columns.twins().forEach(twin -> requireSame(block, twin));
    for (int t = 0; t < plan.tallies().size(); t++) {
      try {
        plan.tallies().get(t).add(block, columns, ordinal, rooms, rows.terms(t));
      } catch (InputException problem) {
        throw located(problem, block, plan.tallies().get(t).predicted());
      }
    }
    setRows(block);
    all.add(rows, everyRow, block.size());
    rank(block, 0, everyRow, block.size());
    if (groups != null) {
      addToGroups(block, groups);
    }
    ordinal += block.size();
  }

  private void setRows(Block block) {
    try {
      rows.set(block, ordinal);
    } catch (MetricInputException problem) {
      String column =
          switch (problem.part()) {
            case "target" -> columns.name(columns.targets().get(problem.column()));
            case "weight" -> columns.name(columns.weight());
            default -> rows.prediction();
          };
      String said = problem.part() + " " + NumberText.of(problem.value()) + " " + problem.problem();
      throw at(block, problem.row(), column, said, problem);
    }
  }

  private void rank(Block block, int cell, int[] index, int count) {
    MetricPlan metrics = plan.metrics();
    if (metrics == null || !metrics.ranks()) {
      return;
    }
    double[] labels = block.column(columns.targets().getFirst());
    for (int p = 0; p < plan.predictions(); p++) {
      double[] scores = block.column(columns.predictions().get(p).slots().getFirst());
      for (int j = 0; j < count; j++) {
        int i = index[j];
        rankings.add(rankingKey(cell, p), scores[i], labels[i] > 0, rows.weight(i));
      }
    }
  }

  /** What {@link Rankings} call a prediction of a cell; cell 0 is that of all rows. */
  int rankingKey(int cell, int prediction) {
    return cell * plan.predictions() + prediction;
  }

  private void addToGroups(Block block, Groups known) {
    double[][] values = columns.groups().stream().map(block::column).toArray(double[][]::new);
    try {
      known.of(values, block.size(), group);
    } catch (DataException problem) {
      throw new DataException(table.name() + ": " + problem.getMessage(), problem);
    }
    if (known.count() > cells.size()) {
      addCells(known.count());
    }
    int[] starts = new int[known.count() + 1];
    for (int i = 0; i < block.size(); i++) {
      starts[group[i] + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] next = starts.clone();
    int[] order = new int[block.size()];
    for (int i = 0; i < block.size(); i++) {
      order[next[group[i]]++] = i;
    }
    for (int g = 0; g < known.count(); g++) {
      if (starts[g + 1] > starts[g]) {
        int[] index = Arrays.copyOfRange(order, starts[g], starts[g + 1]);
        cells.get(g).add(rows, index, index.length);
        rank(block, g + 1, index, index.length);
      }
    }
  }

  private void addCells(int count) {
    UnitLimits limits = UnitLimits.within(GROUP_BYTES, count, plan.columns());
    cells.forEach(cell -> cell.units().limit(limits));
    while (cells.size() < count) {
      cells.add(new Cell(plan, true, limits, DISTINCT_TARGETS_OF_A_GROUP, spill));
    }
  }

  private void requireSame(Block block, Columns.Twin twin) {
    double[] one = block.column(twin.slot());
    double[] other = block.column(twin.other());
    for (int i = 0; i < block.size(); i++) {
      if (one[i] != other[i]) {
        String name = columns.name(twin.slot());
        throw new DataException(
            place(block, i)
                + ": the files disagree: "
                + name
                + " is "
                + columns.text(twin.slot(), one[i])
                + " and "
                + columns.name(twin.other())
                + " is "
                + columns.text(twin.slot(), other[i])
                + "; say which counts with "
                + twin.option()
                + " "
                + name);
      }
    }
  }

  /** Rows of a join are numbered in the order of their ids, so that only the id tells the row. */
  private String place(Block block, long row) {
    Join join = table.join();
    if (join == null) {
      return block.place(row);
    }
    long wanted = block.number(Math.toIntExact(row));
    AtomicReference<@Nullable String> id = new AtomicReference<>();
    new TextRows(table, List.of(table.column(join.id())), everyRow.length)
        .read((ids, texts) -> {
          for (int i = 0; i < ids.size(); i++) {
            if (ids.number(i) == wanted) {
              id.set(texts[0][i]);
            }
          }
        });
    String text = id.get();
    return text == null ? block.place(row) : block.file() + ", id " + NumberText.shown(text);
  }

  private DataException located(InputException problem, Block block, Predicted predicted) {
    int within = Math.max(0, problem.column());
    String column =
        switch (problem.part()) {
          case "target" ->
              columns.name(columns.targets().get(Math.min(within, columns.targets().size() - 1)));
          case "weight" -> columns.name(columns.weight());
          default ->
              problem.column() < 0 && !predicted.isOneColumn()
                  ? predicted.name()
                  : columns.name(predicted.slots().get(within));
        };
    String said = problem.part() + " " + NumberText.of(problem.value()) + " " + problem.problem();
    String cure = cure(problem, columns.name(columns.targets().getFirst()));
    return at(block, problem.row(), column, said + cure, problem);
  }

  private DataException at(Block block, long row, String column, String said, Exception problem) {
    return new DataException(place(block, row) + ", column " + column + ": " + said, problem);
  }

  /** True and false were read as 1 and 0. */
  private static String cure(InputException problem, String target) {
    boolean isFalse = problem.part().equals("target") && problem.value() == 0;
    return isFalse && problem.problem().contains("{-1, 1}")
        ? "; or, if " + target + " holds labels, name the one that counts as 1 with --positive"
        : "";
  }

  /**
   * Makes sure that there is something to take a mean of.
   *
   * @throws DataException if there is not
   */
  void requireRows(Table.Pass read) {
    Positive positive = columns.positive();
    if (read.rows() - read.filtered() == read.skipped()) {
      throw new DataException(
          table.name()
              + (read.filtered() == read.rows()
                  ? ": the condition leaves out all " + read.rows() + " rows"
                  : " has no row without a missing value: all " + read.skipped() + " were left out")
              + ", and a mean over no rows is not defined");
    }
    if (positive != null) {
      positive.requireSeen(table, columns.target());
    }
    if (!(all.weight() > 0)) {
      throw new DataException(
          table.name()
              + ": the weights in column "
              + columns.name(columns.weight())
              + " are all 0, and a mean needs a positive one");
    }
  }

  /** All rows. */
  Cell all() {
    return all;
  }

  /** The groups, by number. */
  List<Cell> cells() {
    return cells;
  }

  /** The name of a group. */
  String group(int number) {
    return groups == null ? "" : groups.name(number);
  }

  /** How groups follow each other in what is said of them. */
  Comparator<Integer> groupOrder() {
    return groups == null ? Comparator.naturalOrder() : groups.order();
  }

  Rankings rankings() {
    return rankings;
  }
}
