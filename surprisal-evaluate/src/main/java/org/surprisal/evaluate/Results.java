package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns what a pass has added up into what is said of it. */
final class Results {
  /** Groups of fewer rows tell too little to be shown. */
  static final int FEWEST_ROWS = 20;

  /** With fewer events the size of the largest losses says nothing about a tail. */
  private static final int FEWEST_EVENTS = 50;

  private static final String HEAVY_TAIL =
      "a few rows cost so much more than the others that the variance of the loss looks infinite:"
          + " neither the mean nor its interval can be relied on";

  private final ScoreRequest request;
  private final Columns columns;
  private final Plan plan;
  private final Pass pass;
  private final Progress progress;
  private final List<RankingTally> rankings;
  private final List<Score> scores = new ArrayList<>();
  private final List<Difference> differences = new ArrayList<>();
  private final List<MetricScore> metrics = new ArrayList<>();
  private final List<MetricDifference> metricDifferences = new ArrayList<>();
  private final List<ConfusionScore> confusions = new ArrayList<>();
  private final List<Withheld> withheld = new ArrayList<>();
  private int shown;
  private int toShow;

  Results(ScoreRequest request, Columns columns, Plan plan, Pass pass, Progress progress) {
    this.request = request;
    this.columns = columns;
    this.plan = plan;
    this.pass = pass;
    this.progress = progress;
    MetricPlan wanted = plan.metrics();
    int cells = 1 + pass.cells().size();
    this.rankings =
        wanted != null && wanted.ranks()
            ? pass.rankings().count(cells * plan.predictions())
            : List.of();
  }

  /**
   * All of it.
   *
   * @param clipped what the means of infinite losses would be with clipped probabilities, by cell
   *     and tally
   */
  Scores scores(
      Table table, Table.Pass read, String because, ClippedMeans clipped, List<Worst> worst) {
    List<Integer> groups =
        IntStream.range(0, pass.cells().size())
            .boxed()
            .sorted(pass.groupOrder())
            .filter(this::isShown)
            .toList();
    toShow = 1 + groups.size();
    add(0, null, pass.all(), read.skipped(), clipped);
    groups.forEach(g -> add(g + 1, pass.group(g), pass.cells().get(g), 0, clipped));
    String weights = columns.hasWeight() ? columns.name(columns.weight()) : null;
    return new Scores(
        table.name(),
        columns.target(),
        weights,
        request.positive(),
        request.threshold(),
        request.by(),
        read.rows(),
        read.filtered(),
        because,
        request.resampling(),
        table.join(),
        List.copyOf(scores),
        List.copyOf(differences),
        List.copyOf(metrics),
        List.copyOf(metricDifferences),
        List.copyOf(confusions),
        worst,
        List.copyOf(withheld));
  }

  private boolean isShown(int group) {
    Cell cell = pass.cells().get(group);
    if (cell.rows() == 0) {
      return false; // its rows all lacked a value
    }
    if (cell.rows() < FEWEST_ROWS) {
      withheld.add(new Withheld(pass.group(group), cell.rows()));
      return false;
    }
    return true;
  }

  private void add(
      int number, @Nullable String group, Cell cell, long skipped, ClippedMeans clipped) {
    CellIntervals intervals = new CellIntervals(plan, cell, request.resampling());
    double step = intervals.resampling().resamples();
    intervals.run(done -> progress.done("resampling", (shown + done / step) / toShow));
    shown++;
    for (int t = 0; t < plan.tallies().size(); t++) {
      scores.add(score(t, number, group, cell, intervals, skipped, clipped));
    }
    addDifferences(group, cell, intervals);
    MetricPlan wanted = plan.metrics();
    if (wanted != null) {
      MetricResults results =
          new MetricResults(plan, wanted, columns, cell, intervals, request.metrics(), group);
      results.addTo(
          metrics,
          metricDifferences,
          p -> rankings.isEmpty() ? null : rankings.get(pass.rankingKey(number, p)));
      if (wanted.confusion()) {
        confusions.addAll(results.confusions());
      }
    }
  }

  private Score score(
      int t,
      int number,
      @Nullable String group,
      Cell cell,
      CellIntervals intervals,
      long skipped,
      ClippedMeans clipped) {
    Tally tally = plan.tallies().get(t);
    boolean isAll = group == null;
    double mean = cell.mean(t);
    Baseline baseline = Baseline.of(tally, cell.targets(), !columns.classes().isEmpty());
    Interval interval = intervals.mean(t);
    return new Score(
        tally.loss().toString(),
        SpecParameters.of(tally.loss()),
        tally.scale(),
        tally.predicted().name(),
        group,
        mean,
        cell.error(t).value(mean, cell.weight()),
        interval,
        interval.isPresent() ? intervals.kind() : "",
        cell.rows(),
        skipped,
        cell.weight(),
        baseline.loss(),
        baseline.skill(mean),
        baseline.noSkillBecause(mean),
        cell.error(t).noneBecause(mean, cell.weight()),
        isAll ? tally.total().clipped() : 0,
        infinite(t, number, cell, clipped),
        warnings(t, number, cell));
  }

  private Score.@Nullable Infinite infinite(int t, int number, Cell cell, ClippedMeans clipped) {
    if (cell.infinite(t) == 0) {
      return null;
    }
    List<RowPlace> first = number == 0 ? plan.tallies().get(t).firstInfinite() : List.of();
    return new Score.Infinite(
        cell.infinite(t), first, ClippedMeans.EPSILON, clipped.loss(t), clipped.mean(number, t));
  }

  private List<String> warnings(int t, int number, Cell cell) {
    Tally tally = plan.tallies().get(t);
    List<String> warnings =
        new ArrayList<>(number == 0 ? tally.total().warnings() : List.<String>of());
    if (cell.tail(t).varianceLooksInfinite() && !isOfRareEvents(tally, cell)) {
      warnings.add(HEAVY_TAIL);
    }
    return List.copyOf(warnings);
  }

  /** A few events among many rows look like a tail, whatever they cost. */
  private static boolean isOfRareEvents(Tally tally, Cell cell) {
    if (!Scorable.isOfEvents(tally.loss()) || !tally.predicted().isOneColumn()) {
      return false;
    }
    double mean = cell.targets().getFirst().mean();
    boolean isSigned = Scorable.takesSigns(tally.loss()) && !tally.signs();
    double share = isSigned ? (mean + 1) / 2 : mean;
    return Math.min(share, 1 - share) * cell.rows() < FEWEST_EVENTS;
  }

  private void addDifferences(@Nullable String group, Cell cell, CellIntervals intervals) {
    int compared = 0;
    for (int loss = 0; loss < plan.losses(); loss++) {
      for (Plan.Pair pair : plan.pairs()) {
        differences.add(
            new Difference(
                plan.tallies().get(plan.tally(loss, 0)).loss().toString(),
                columns.predictions().get(pair.a()).name(),
                columns.predictions().get(pair.b()).name(),
                group,
                cell.difference(compared),
                intervals.difference(compared),
                cell.winsOfA(compared),
                cell.winsOfB(compared),
                cell.ties(compared)));
        compared++;
      }
    }
  }
}
