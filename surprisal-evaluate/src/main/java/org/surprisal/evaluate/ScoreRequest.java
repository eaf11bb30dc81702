package org.surprisal.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Missing;
import org.surprisal.loss.Scale;

/**
 * What is to be scored; {@link #of} starts one.
 *
 * @param source where the rows come from
 * @param target the column of what was observed, or for several targets a row a pattern such as
 *     {@code y_*}
 * @param predictions the columns of what was predicted; an entry may be several names with commas
 *     between them; a pattern such as {@code p_*} is one prediction of several columns, and what
 *     {@code *} stands for is the label of each
 * @param losses specs or formulas; none: they are inferred from the file
 * @param metrics what else is to be measured
 * @param confusion whether confusion tables are wanted
 * @param scales how the predictions are given: none (what each loss's text means), one for all, or
 *     one a prediction
 * @param weight the column of weights, or null
 * @param positive the text of the target that counts as 1, every other as 0, or null
 * @param threshold the probability from which on a prediction counts as a yes
 * @param by columns whose values make groups
 * @param missing what a missing value means
 * @param resampling how intervals are made; null: no intervals
 * @param worst how many of the rows that cost most are to be listed
 */
public record ScoreRequest(
    Source source,
    String target,
    List<String> predictions,
    List<String> losses,
    List<Metric> metrics,
    boolean confusion,
    List<Scale> scales,
    @Nullable String weight,
    @Nullable String positive,
    double threshold,
    List<String> by,
    Missing missing,
    @Nullable Resampling resampling,
    int worst) {

  /** Half-way between no and yes. */
  public static final double HALF = 0.5;

  private static final int MOST_WORST = 10_000;

  public ScoreRequest {
    predictions = List.copyOf(predictions);
    losses = List.copyOf(losses);
    metrics = List.copyOf(metrics);
    scales = List.copyOf(scales);
    by = List.copyOf(by);
    if (predictions.isEmpty()) {
      throw new IllegalArgumentException("predictions is empty; name at least one column");
    }
    for (Metric metric : metrics) {
      if (metrics.indexOf(metric) != metrics.lastIndexOf(metric)) {
        throw new IllegalArgumentException(
            "metric " + metric + " is given twice (an alias names the same metric); name it once");
      }
    }
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "threshold " + NumberText.of(threshold) + " is outside (0, 1); it is a probability");
    }
    if (!(worst >= 0 && worst <= MOST_WORST)) {
      throw new IllegalArgumentException("worst " + worst + " is outside [0, 10000]");
    }
  }

  /**
   * Losses inferred, no weights, no groups, intervals by default, missing values refused, until the
   * builder is told otherwise.
   */
  public static Builder of(Source source, String target, String... predictions) {
    return new Builder(source, target, List.of(predictions));
  }

  /** A request that is being put together. */
  public static final class Builder {
    private final Source source;
    private final String target;
    private final List<String> predictions;
    private List<String> losses = List.of();
    private List<Metric> metrics = List.of();
    private boolean confusion;
    private List<Scale> scales = List.of();
    private @Nullable String weight;
    private @Nullable String positive;
    private double threshold = HALF;
    private List<String> by = List.of();
    private Missing missing = Missing.ERROR;
    private @Nullable Resampling resampling = Resampling.DEFAULT;
    private int worst;

    private Builder(Source source, String target, List<String> predictions) {
      this.source = source;
      this.target = target;
      this.predictions = predictions;
    }

    /** By these losses. */
    public Builder losses(List<String> specs) {
      losses = specs;
      return this;
    }

    /** And by these metrics. */
    public Builder metrics(List<Metric> wanted) {
      metrics = wanted;
      return this;
    }

    /** With confusion tables, or without. */
    public Builder confusion(boolean wanted) {
      confusion = wanted;
      return this;
    }

    /** Predictions are given in these scales. */
    public Builder scales(List<Scale> given) {
      scales = given;
      return this;
    }

    /** Rows weigh what this column says. */
    public Builder weight(@Nullable String column) {
      weight = column;
      return this;
    }

    /** This text of the target counts as 1. */
    public Builder positive(@Nullable String label) {
      positive = label;
      return this;
    }

    /** From this probability on a prediction counts as a yes. */
    public Builder threshold(double probability) {
      threshold = probability;
      return this;
    }

    /** Also for each group that these columns make. */
    public Builder by(List<String> columns) {
      by = columns;
      return this;
    }

    /** Missing values mean this. */
    public Builder missing(Missing means) {
      missing = means;
      return this;
    }

    /** Intervals are made like this; null: there are none. */
    public Builder resampling(@Nullable Resampling how) {
      resampling = how;
      return this;
    }

    /** Lists so many of the rows that cost most. */
    public Builder worst(int rows) {
      worst = rows;
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException if it makes no sense
     */
    public ScoreRequest build() {
      return new ScoreRequest(
          source,
          target,
          predictions,
          losses,
          metrics,
          confusion,
          scales,
          weight,
          positive,
          threshold,
          by,
          missing,
          resampling,
          worst);
    }
  }
}
