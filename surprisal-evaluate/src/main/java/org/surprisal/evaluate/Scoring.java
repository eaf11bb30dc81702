package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.InputException;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Missing;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Scale;
import org.surprisal.loss.Target;
import org.surprisal.loss.Total;

/**
 * Scores prediction files in constant memory: one pass over the file (one more where the losses are
 * inferred), block after block, every loss on every prediction column. A row with a missing value
 * in any column that is used is left out for all of them, so that all results are about the same
 * rows.
 */
public final class Scoring {
  private static final int BLOCK_ROWS = 65_536;

  private final Table table;
  private final Columns columns;
  private final List<Tally> tallies = new ArrayList<>();

  private Scoring(Table table, Columns columns) {
    this.table = table;
    this.columns = columns;
  }

  /**
   * Scores a file.
   *
   * @throws DataException if the file is at fault, in one line that names the place and the cure
   * @throws IllegalArgumentException if the question is: a loss that does not exist or does not
   *     take one column a prediction
   */
  public static Scores of(ScoreRequest request) {
    return of(request, BLOCK_ROWS);
  }

  static Scores of(ScoreRequest request, int blockRows) {
    // Specs first: a wrong one is said before the file is touched.
    List<Loss<Target, Prediction>> losses = request.losses().stream().map(Loss::parse).toList();
    requireDistinct(losses);
    losses.forEach(Scorable::require);
    Table table = CsvTable.open(request.file());
    Columns columns = Columns.of(table, request);
    Scoring scoring = new Scoring(table, columns);
    boolean skip = request.missing() == Missing.SKIP;
    List<@Nullable Scale> scales = new ArrayList<>(request.scales());
    String because = "";
    if (losses.isEmpty()) {
      Inference inference = Inference.of(table, columns, request.scales(), skip, blockRows);
      losses = inference.losses().stream().map(Loss::parse).toList();
      because = inference.because();
      if (scales.isEmpty()) {
        scales.addAll(inference.scales());
      }
    }
    scoring.plan(losses, scales);
    return scoring.run(request, because, skip, blockRows);
  }

  private static void requireDistinct(List<Loss<Target, Prediction>> losses) {
    Set<String> specs = new HashSet<>();
    for (Loss<Target, Prediction> loss : losses) {
      if (!specs.add(loss.toString())) {
        throw new IllegalArgumentException(
            "loss " + loss + " is given twice (an alias names the same loss); name it once");
      }
    }
  }

  private void plan(List<Loss<Target, Prediction>> losses, List<@Nullable Scale> scales) {
    int n = columns.predictions().length;
    if (scales.size() > 1 && scales.size() != n) {
      throw new IllegalArgumentException(
          scales.size() + " scales for " + n + " predictions; give one for all, or one for each");
    }
    for (Loss<Target, Prediction> loss : losses) {
      for (int p = 0; p < n; p++) {
        Scale scale = scales.isEmpty() ? null : scales.get(scales.size() == 1 ? 0 : p);
        tallies.add(new Tally(loss, scale == null ? loss.scale() : scale, p));
      }
    }
  }

  private Scores run(ScoreRequest request, String because, boolean skip, int blockRows) {
    double[] terms = new double[blockRows];
    try (Targets targets = new Targets()) {
      Table.Pass pass =
          table.read(columns.wanted(), skip, blockRows, block -> add(block, terms, targets));
      requireRows(pass);
      Map<List<Object>, Baseline> baselines = new HashMap<>();
      List<Score> results = new ArrayList<>();
      for (Tally tally : tallies) {
        Baseline baseline =
            baselines.computeIfAbsent(
                List.of(tally.loss().toString(), tally.scale()),
                _ -> Baseline.of(tally.loss(), tally.scale(), targets));
        results.add(score(tally, baseline, pass.skipped()));
      }
      String weights = columns.hasWeight() ? columns.name(table, columns.weight()) : null;
      String target = columns.name(table, columns.target());
      return new Scores(
          request.file().toString(), target, weights, pass.rows(), because, List.copyOf(results));
    }
  }

  private void add(Block block, double[] terms, Targets targets) {
    for (Tally tally : tallies) {
      try {
        tally.add(block, columns, terms);
      } catch (InputException problem) {
        throw located(problem, block, tally);
      }
    }
    double[] weights = columns.hasWeight() ? block.column(columns.weight()) : null;
    targets.add(block.column(columns.target()), weights, block.size());
  }

  private DataException located(InputException problem, Block block, Tally tally) {
    String column =
        switch (problem.part()) {
          case "target" -> columns.name(table, columns.target());
          case "weight" -> columns.name(table, columns.weight());
          default -> columns.names().get(tally.prediction());
        };
    return new DataException(
        block.place(problem.row())
            + ", column "
            + column
            + ": "
            + problem.part()
            + " "
            + NumberText.of(problem.value())
            + " "
            + problem.problem(),
        problem);
  }

  private void requireRows(Table.Pass pass) {
    if (pass.skipped() == pass.rows()) {
      throw new DataException(
          table.name()
              + " has no row without a missing value: all "
              + pass.rows()
              + " were left out, and a mean over no rows is not defined");
    }
    for (Tally tally : tallies) {
      if (tally.total().isEmpty()) {
        String why =
            columns.hasWeight()
                ? ": the weights in column "
                    + columns.name(table, columns.weight())
                    + " are all 0, and a mean needs a positive one"
                : ": " + tally.loss() + " leaves out every row";
        throw new DataException(table.name() + why);
      }
    }
  }

  private Score score(Tally tally, Baseline baseline, long skipped) {
    Total total = tally.total();
    double mean = total.mean();
    return new Score(
        tally.loss().toString(),
        SpecParameters.of(tally.loss()),
        tally.scale(),
        columns.names().get(tally.prediction()),
        mean,
        tally.standardError(),
        total.rows(),
        total.skipped() + skipped,
        total.weight(),
        baseline.loss(),
        baseline.skill(mean),
        baseline.noSkillBecause(mean),
        tally.noStandardErrorBecause(),
        total.clipped(),
        total.warnings());
  }
}
