package org.surprisal.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** How steep, how curved and how far from convex a loss is found to be, by a search. */
final class ClaimSearch {
  /** A target and a place, of as many rows as depend on each other. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  record Point(double[] target, double[] at, double near) {
    Point to(double[] other) {
      return new Point(target, other, near);
    }
  }

  /** Two places that differ in one coordinate. */
  record Step(Point low, Point high, int coordinate) {}

  /** What a loss is there. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  record Local(double value, double[] slope, double[] bend) {}

  private static final int PAIRS = 700;
  private static final int KEPT = 24;

  private final Scenario scenario;
  private final Subject subject;
  private final Random random = new Random(11);
  private final ClaimDraws draws;
  private final ClaimSeeds seeds;
  private final boolean apart;
  private final int rows;

  double slope;
  double bend;
  double strong = Double.POSITIVE_INFINITY;

  /** The most by which a middle lies above its ends, in units of its rounding. */
  double bump;

  /** The smallest second derivative along a coordinate. */
  double least = Double.POSITIVE_INFINITY;

  private String place = "";

  ClaimSearch(Scenario scenario) {
    this.scenario = scenario;
    this.subject = Subject.of(scenario.loss());
    this.draws = new ClaimDraws(scenario, random);
    this.seeds = new ClaimSeeds(scenario, draws);
    Definition.Sides sides = scenario.definition().sides();
    boolean sample = scenario.kind() == Entry.Kind.SAMPLE;
    this.apart = !scenario.coupled() && sides == null && !sample;
    this.rows = sides == Definition.Sides.BOTH || sample ? 2 : scenario.coupled() ? 4 : 1;
  }

  String place() {
    return place;
  }

  void run() {
    boolean slow = scenario.columns() > 50 || scenario.loss().name().equals("cumulative_link");
    int pairs = !apart ? 80 : slow ? 100 : PAIRS;
    List<ClaimSeeds.Pair> tried = new ArrayList<>(seeds.pairs());
    for (int i = 0; i < pairs; i++) {
      Point a = draw();
      tried.add(new ClaimSeeds.Pair(a, a.to(draws.partner(a.at, a.near))));
    }
    List<Point> from = tried.stream().map(ClaimSeeds.Pair::from).toList();
    List<Point> to = tried.stream().map(ClaimSeeds.Pair::to).toList();
    List<Point> middle = tried.stream().map(ClaimSeeds.Pair::middle).toList();
    List<Local> atFrom = look(from);
    List<Local> atTo = look(to);
    List<Local> atMiddle = look(middle);
    for (int i = 0; i < from.size(); i++) {
      compare(from.get(i), to.get(i), atFrom.get(i), atTo.get(i), atMiddle.get(i));
    }
    if (scenario.loss().noGradient().isEmpty()) {
      if (apart && scenario.columns() < 50) {
        climb(from, atFrom);
      }
      steps(from);
    }
  }

  private Point draw() {
    int count = scenario.kind() == Entry.Kind.SAMPLE ? 1 + random.nextInt(3) : rows;
    double[] targets = draws.targets(count);
    boolean fake = scenario.definition().sides() == Definition.Sides.FAKE;
    targets = fake ? new double[] {0} : targets;
    boolean real = scenario.kind() == Entry.Kind.REAL || scenario.kind() == Entry.Kind.SAMPLE;
    double near = real && targets.length > 0 ? targets[random.nextInt(targets.length)] : 0;
    double[] at = new double[count * scenario.columns()];
    for (int i = 0; i < count; i++) {
      System.arraycopy(draws.row(near), 0, at, i * scenario.columns(), scenario.columns());
    }
    return new Point(targets, at, near);
  }

  private List<Local> look(List<Point> points) {
    List<Local> found = new ArrayList<>();
    if (!apart) {
      points.forEach(point -> found.add(single(point)));
      return found;
    }
    int t = points.getFirst().target.length;
    int k = points.getFirst().at.length;
    double[] targets = new double[points.size() * t];
    double[] places = new double[points.size() * k];
    for (int i = 0; i < points.size(); i++) {
      System.arraycopy(points.get(i).target, 0, targets, i * t, t);
      System.arraycopy(points.get(i).at, 0, places, i * k, k);
    }
    Subject.Answer answer = subject.answer(scenario.batch(targets, places), Reduction.NONE);
    for (int i = 0; i < points.size(); i++) {
      found.add(
          new Local(
              answer.losses()[i],
              Arrays.copyOfRange(answer.gradient(), i * k, (i + 1) * k),
              Arrays.copyOfRange(answer.curvature(), i * k, (i + 1) * k)));
    }
    return found;
  }

  private Local single(Point point) {
    Reduction reduction = scenario.sided() ? Reduction.MEAN : Reduction.SUM;
    Subject.Answer answer;
    try {
      answer = subject.answer(scenario.batch(point.target, point.at), reduction);
    } catch (IllegalArgumentException e) { // a plan that does not converge is not judged
      double[] unknown = new double[point.at.length];
      Arrays.fill(unknown, Double.NaN);
      return new Local(Double.NaN, unknown, unknown);
    }
    double value = scenario.sided() ? answer.mean() : answer.sum();
    return new Local(value, answer.gradient(), answer.curvature());
  }

  private void compare(Point a, Point b, Local atA, Local atB, Local atMiddle) {
    note(atA);
    double distance = 0;
    double rise = 0;
    double noise = 0;
    double size = 0;
    for (int k = 0; k < a.at.length; k++) {
      double step = b.at[k] - a.at[k];
      distance += step * step;
      rise += (atB.slope[k] - atA.slope[k]) * step;
      double steepness = Math.abs(atA.slope[k]) + Math.abs(atB.slope[k]);
      noise += steepness * (Math.abs(a.at[k]) + Math.abs(b.at[k]) + Math.abs(a.near)) * 1e-15;
      size += steepness * Math.abs(step);
    }
    double ends = atA.value / 2 + atB.value / 2;
    double over = atMiddle.value - ends;
    noise +=
        1e-300 + 1e-11 * (Math.abs(atA.value) + Math.abs(atB.value) + Math.abs(atMiddle.value));
    if (distance > 0 && Double.isFinite(over) && over / noise > bump) {
      bump = over / noise;
      place = Arrays.toString(a.target) + " " + Arrays.toString(a.at) + Arrays.toString(b.at);
    }
    boolean telling = distance > 1e-10 * (1 + norm(a.at)) && size * 1e-9 < distance;
    if (telling && Double.isFinite(rise)) {
      strong = Math.min(strong, rise / distance);
    }
    if (scenario.loss().noGradient().isPresent() && distance > 0) {
      slope = Math.max(slope, Math.abs(atB.value - atA.value) / Math.sqrt(distance));
    }
  }

  private static double norm(double[] at) {
    return Arrays.stream(at).map(x -> x * x).sum();
  }

  private void note(Local local) {
    slope = Math.max(slope, largest(local.slope));
    if (scenario.loss().noCurvature().isEmpty() && scenario.loss().noGradient().isEmpty()) {
      bend = Math.max(bend, largest(local.bend));
      least = Math.min(least, Arrays.stream(local.bend).min().orElseThrow());
    }
  }

  private static double largest(double[] of) {
    double largest = 0;
    for (double x : of) {
      largest = Math.abs(x) > largest ? Math.abs(x) : largest; // a NaN is none
    }
    return largest;
  }

  /** From the steepest and from the most curved place found, ever smaller steps to better ones. */
  private void climb(List<Point> points, List<Local> locals) {
    for (boolean bends : new boolean[] {false, true}) {
      Comparator<Integer> order =
          Comparator.comparingDouble(
              i -> -largest(bends ? locals.get(i).bend : locals.get(i).slope));
      List<Integer> best =
          java.util.stream.IntStream.range(0, points.size())
              .boxed()
              .sorted(order)
              .limit(3)
              .toList();
      for (int start : best) {
        climb(points.get(start), bends);
      }
    }
  }

  private void climb(Point start, boolean bends) {
    Point best = start;
    double height = 0;
    double step = 1;
    for (int round = 0; round < 16; round++, step /= 2) {
      List<Point> around = new ArrayList<>(List.of(best));
      for (int i = 0; i < (apart ? 60 : 6); i++) {
        around.add(best.to(draws.jittered(best.at, step)));
      }
      List<Local> locals = look(around);
      for (int i = 0; i < around.size(); i++) {
        note(locals.get(i));
        double here = largest(bends ? locals.get(i).bend : locals.get(i).slope);
        if (here > height && Double.isFinite(here)) {
          height = here;
          best = around.get(i);
        }
      }
    }
  }

  /** Differences of the slope along coordinates, halved towards the steeper half: jumps show. */
  private void steps(List<Point> points) {
    if (draws.isSimplex()) {
      return;
    }
    List<Step> steps = new ArrayList<>(seeds.steps());
    for (Point point : points) {
      int coordinate = random.nextInt(point.at.length);
      if (Math.abs(point.at[coordinate]) < 100) {
        double width = Math.pow(10, 1 - 4 * random.nextDouble());
        Point high = point.to(draws.moved(point.at, coordinate, width));
        steps.add(new Step(point, high, coordinate));
      }
    }
    for (int round = 0; round < 26; round++) {
      List<Local> low = look(steps.stream().map(Step::low).toList());
      List<Local> high = look(steps.stream().map(Step::high).toList());
      List<Step> next = new ArrayList<>();
      List<double[]> ranked = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++) {
        int k = steps.get(i).coordinate;
        double width = steps.get(i).high.at[k] - steps.get(i).low.at[k];
        double from = low.get(i).slope[k];
        double to = high.get(i).slope[k];
        double sure = Math.abs(to - from) - 1e-11 * (Math.abs(to) + Math.abs(from));
        double quotient = width > 1e-8 * (1 + Math.abs(steps.get(i).low.at[k])) ? sure / width : 0;
        bend = quotient > bend ? quotient : bend;
        ranked.add(new double[] {Double.isFinite(quotient) ? quotient : 0, i});
      }
      ranked.sort(Comparator.comparingDouble(rank -> -rank[0]));
      for (double[] rank : ranked.subList(0, Math.min(ranked.size(), KEPT))) {
        Step step = steps.get((int) rank[1]);
        if (rank[0] > 0) {
          double width = step.high.at[step.coordinate] - step.low.at[step.coordinate];
          Point half = step.low.to(draws.moved(step.low.at, step.coordinate, width / 2));
          next.add(new Step(step.low, half, step.coordinate));
          next.add(new Step(half, step.high, step.coordinate));
        }
      }
      if (next.isEmpty()) {
        return;
      }
      steps = next;
    }
  }
}
