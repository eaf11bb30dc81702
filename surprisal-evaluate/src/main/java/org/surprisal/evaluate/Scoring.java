package org.surprisal.evaluate;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Missing;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Scale;
import org.surprisal.loss.Target;

/**
 * Scores prediction files in constant memory: one pass over the rows (one more where the losses are
 * inferred), block after block, every loss on every prediction. A row with a missing value in any
 * column that is used is left out for all of them, so that all results are about the same rows.
 */
public final class Scoring {
  /**
   * So many that what a block costs is spread thin, and so few that its columns stay in a cache.
   */
  static final int BLOCK_ROWS = 8_192;

  private final ScoreRequest request;
  private final Progress progress;
  private final int blockRows;

  private Scoring(ScoreRequest request, Progress progress, int blockRows) {
    this.request = request;
    this.progress = progress;
    this.blockRows = blockRows;
  }

  /**
   * Scores files.
   *
   * @throws DataException if a file is at fault, in one line that names the place and the cure
   * @throws IllegalArgumentException if the question is: a loss that does not exist or does not
   *     take such predictions
   */
  public static Scores of(ScoreRequest request) {
    return of(request, System.in, Progress.NONE);
  }

  /**
   * The same.
   *
   * @param in what the file {@code -} means
   * @param progress is told how far it has come
   */
  public static Scores of(ScoreRequest request, InputStream in, Progress progress) {
    return of(request, in, progress, BLOCK_ROWS);
  }

  static Scores of(ScoreRequest request, int blockRows) {
    return of(request, InputStream.nullInputStream(), Progress.NONE, blockRows);
  }

  private static Scores of(ScoreRequest request, InputStream in, Progress progress, int blockRows) {
    // Specs first: a wrong one is said before a file is touched.
    List<Loss<Target, Prediction>> losses = request.losses().stream().map(Loss::parse).toList();
    requireDistinct(losses);
    losses.forEach(Scorable::require);
    try (Tables tables = Tables.open(request.source(), in)) {
      return new Scoring(request, progress, blockRows).run(tables, losses);
    }
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

  private Scores run(Tables tables, List<Loss<Target, Prediction>> asked) {
    Table table = tables.table();
    Groups groups = request.by().isEmpty() ? null : new Groups(request.by());
    boolean classLabels = asked.isEmpty() || asked.stream().anyMatch(Scorable::readsLabels);
    Columns columns = Columns.of(table, request, classLabels, groups);
    List<Loss<Target, Prediction>> losses = asked;
    List<@Nullable Scale> scales = new ArrayList<>(request.scales());
    requireScales(columns.predictions().size());
    String because = "";
    if (losses.isEmpty()) {
      Inference inference =
          Inference.of(table, columns, request.scales(), skipsMissing(), blockRows, progress);
      losses = inference.losses().stream().map(Loss::parse).toList();
      because = inference.because();
      if (scales.isEmpty()) {
        scales.addAll(inference.scales());
      }
    }
    try (SpillFile spill = new SpillFile();
        Rankings rankings = new Rankings(tables.database())) {
      Plan plan = plan(columns, losses, scales);
      Pass pass = new Pass(table, columns, plan, groups, spill, rankings, blockRows);
      Table.Pass read =
          table.read(
              columns.fields(),
              skipsMissing(),
              blockRows,
              block -> {
                pass.add(block);
                progress.done("reading", block.share());
              });
      pass.requireRows(read);
      ClippedMeans clipped = clipped(table, columns, plan, groups);
      List<Worst> worst = worst(table, columns, plan);
      Results results = new Results(request, columns, plan, pass, progress);
      return results.scores(table, read, because, clipped, worst);
    }
  }

  private ClippedMeans clipped(Table table, Columns columns, Plan plan, @Nullable Groups groups) {
    ClippedMeans clipped = new ClippedMeans(plan, columns, groups, blockRows);
    if (clipped.areWanted()) {
      table.read(
          columns.fields(),
          skipsMissing(),
          blockRows,
          block -> {
            clipped.add(block);
            progress.done("reading again", block.share());
          });
    }
    return clipped;
  }

  private List<Worst> worst(Table table, Columns columns, Plan plan) {
    WorstRows worst = new WorstRows(plan, columns);
    String id = request.source().id();
    if (worst.areWanted() && id != null) {
      List<Field> fields = new ArrayList<>(columns.fields());
      fields.add(Field.text(table.column(id), worst.idTexts()));
      int last = fields.size() - 1;
      table.read(fields, skipsMissing(), blockRows, block -> worst.addIds(block, last));
    }
    return worst.rows();
  }

  private boolean skipsMissing() {
    return request.missing() == Missing.SKIP;
  }

  private void requireScales(int predictions) {
    int scales = request.scales().size();
    if (scales > 1 && scales != predictions) {
      throw new IllegalArgumentException(
          scales
              + " scales for "
              + predictions
              + " predictions; give one for all, or one for each");
    }
  }

  /** Which of the parameters of a distribution a metric would look at, nobody could tell. */
  private void requireMeasurable(Columns columns) {
    Predicted first = columns.predictions().getFirst();
    boolean isOther =
        !first.isOneColumn() && columns.classes().isEmpty() && columns.targets().size() == 1;
    if (isOther && (request.confusion() || !request.metrics().isEmpty())) {
      throw new IllegalArgumentException(
          (request.confusion() ? "a confusion table" : request.metrics().getFirst())
              + " compares the target with one number, and "
              + first.name()
              + " is "
              + String.join(", ", first.labels())
              + "; ask for it with the column that is an estimate");
    }
  }

  private Plan plan(
      Columns columns, List<Loss<Target, Prediction>> losses, List<@Nullable Scale> scales) {
    List<Tally> tallies = new ArrayList<>();
    List<Scale> metricScales = new ArrayList<>();
    boolean signs = false;
    for (Loss<Target, Prediction> loss : losses) {
      boolean takesSigns = Scorable.takesSigns(loss);
      signs |= takesSigns;
      for (int p = 0; p < columns.predictions().size(); p++) {
        Scale given = scales.isEmpty() ? null : scales.get(scales.size() == 1 ? 0 : p);
        Scale scale = given == null ? loss.scale() : given;
        Predicted predicted = Scorable.arranged(loss, columns, p);
        boolean turned = takesSigns && columns.positive() != null;
        tallies.add(new Tally(loss, scale, predicted, turned, request.worst()));
        if (metricScales.size() == p) {
          metricScales.add(scale);
        }
      }
    }
    requireMeasurable(columns);
    boolean isSigned = signs && columns.positive() == null;
    MetricPlan metrics =
        MetricPlan.of(
            request,
            new MetricPlan.Shape(columns.classes(), columns.targetLabels(), isSigned),
            metricScales);
    return new Plan(
        tallies,
        columns.predictions().size(),
        columns.hasWeight(),
        columns.targets().size(),
        metrics);
  }
}
