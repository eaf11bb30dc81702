package org.surprisal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A total does not depend on how rows are split, in what order parts are merged, or by whom. */
final class SplittingTest {
  private static final int ROWS = 1_500;

  /** Rows of a part of a batch whose rows depend on each other. */
  private static final int TOGETHER = 6;

  /** With default parameters: how rows are split is no matter of the others. */
  static Stream<Scenario> scenarios() {
    return Catalogue.names().stream()
        .flatMap(name -> Scenario.of(name).stream())
        .filter(scenario -> scenario.loss().toString().equals(scenario.loss().name()));
  }

  static Stream<Scenario> independent() {
    return scenarios().filter(scenario -> !scenario.dependent());
  }

  static Stream<Scenario> dependent() {
    return scenarios().filter(Scenario::dependent);
  }

  static Stream<Loss<Target, Prediction>> losses() {
    return Catalogue.names().stream().flatMap(name -> Scenario.losses(name).stream());
  }

  @ParameterizedTest
  @MethodSource("independent")
  void anySplitGivesTheSameBits(Scenario scenario) throws IOException, ClassNotFoundException {
    Random random = new Random(8);
    double[] targets = scenario.targets(random, ROWS);
    double[] predictions = scenario.predictions(random, ROWS);
    double[] weights = random.doubles(ROWS).map(u -> 1e-3 + u).toArray();
    byte[] whole = part(scenario, targets, predictions, weights, 0, ROWS).toBytes();
    for (int parts : new int[] {2, 17, 300}) {
      List<Integer> cuts = new ArrayList<>(List.of(0, ROWS));
      random.ints(parts, 0, ROWS + 1).forEach(cuts::add);
      Collections.sort(cuts);
      List<Total> totals = new ArrayList<>();
      for (int i = 1; i < cuts.size(); i++) {
        Total total = part(scenario, targets, predictions, weights, cuts.get(i - 1), cuts.get(i));
        totals.add(i % 3 == 0 ? Total.fromBytes(total.toBytes()) : total);
      }
      Collections.shuffle(totals, random);
      totals.set(0, (Total) copy(totals.getFirst()));
      assertThat(totals.stream().collect(Total.summing()).toBytes()).isEqualTo(whole);
      assertThat(totals.parallelStream().collect(Total.summing()).toBytes()).isEqualTo(whole);
      assertThat(totals.stream().reduce(Total.EMPTY, Total::plus).toBytes()).isEqualTo(whole);
    }
  }

  /** Batches whose rows depend on each other cannot be split, but their totals still add up. */
  @ParameterizedTest
  @MethodSource("dependent")
  void anyOrderOfWholeBatchesGivesTheSameBits(Scenario scenario) {
    Random random = new Random(8);
    List<Total> totals = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double[] targets = scenario.targets(random, TOGETHER);
      double[] predictions = scenario.predictions(random, TOGETHER);
      totals.add(scenario.loss().total(scenario.batch(targets, predictions)));
    }
    byte[] whole = totals.stream().collect(Total.summing()).toBytes();
    Collections.shuffle(totals, random);
    assertThat(totals.parallelStream().collect(Total.summing()).toBytes()).isEqualTo(whole);
    totals.replaceAll(total -> Total.fromBytes(total.toBytes()));
    assertThat(totals.stream().reduce(Total.EMPTY, Total::plus).toBytes()).isEqualTo(whole);
  }

  private static Total part(
      Scenario scenario, double[] targets, double[] z, double[] weights, int from, int to) {
    Numbers all = Scenario.rows(Numbers.of(targets), scenario.targetColumns());
    Numbers target = scenario.targetColumns() == 0 ? all : all.slice(from, to);
    Numbers prediction = Numbers.of(z).by(scenario.columns()).slice(from, to);
    return scenario
        .loss()
        .total(scenario.batch(target, prediction).weights(Numbers.of(weights).slice(from, to)));
  }

  private static Object copy(Object object) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aLossIsSerialisedAsItsSpec(Loss<Target, Prediction> loss)
      throws IOException, ClassNotFoundException {
    Loss<?, ?> again = (Loss<?, ?>) copy(loss);
    assertThat(again.toString()).isEqualTo(loss.toString());
    assertThat(again.hasFormula()).isEqualTo(loss.hasFormula());
    if (loss.hasFormula()) {
      assertThat(again.formula().text()).isEqualTo(loss.formula().text());
    }
  }

  @Test
  void typedAndClippedLossesAreSerialisedToo() throws IOException, ClassNotFoundException {
    for (String spec :
        List.of("formula('(z - y)^2 / nu', nu=4)", "clip(log_loss, epsilon=1e-15)", "abs(z-y)")) {
      Loss<Target, Prediction> loss = Loss.parse(spec);
      assertThat(copy(loss).toString()).isEqualTo(loss.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void oneLossServesSeveralThreads(Scenario scenario)
      throws InterruptedException, ExecutionException {
    Random random = new Random(9);
    int rows = scenario.dependent() ? 30 : 300;
    double[] targets = scenario.targets(random, rows);
    double[] predictions = scenario.predictions(random, rows);
    Callable<Subject.Answer> call =
        () ->
            Subject.of(scenario.loss())
                .answer(scenario.batch(targets, predictions), Reduction.MEAN);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Subject.Answer>> futures = threads.invokeAll(Collections.nCopies(12, call));
      Subject.Answer first = futures.getFirst().get();
      for (Future<Subject.Answer> future : futures) {
        assertThat(future.get().sum()).isEqualTo(first.sum());
        assertThat(future.get().gradient()).isEqualTo(first.gradient());
        assertThat(future.get().curvature()).isEqualTo(first.curvature());
      }
    }
  }

  @Test
  void totalsOfTwoLossesAreNotAdded() {
    Total one = total("huber", 1);
    Total two = total("huber(delta=2)", 1);
    assertThatThrownBy(() -> one.plus(two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("huber and huber(delta=2)");
    assertThat(one.plus(Total.EMPTY).toBytes()).isEqualTo(one.toBytes());
    assertThat(Total.EMPTY.plus(one).toBytes()).isEqualTo(one.toBytes());
  }

  @Test
  void bytesThatAreNoTotalAreRefused() {
    byte[] bytes = total("huber", 3).toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Total.fromBytes(cut)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Total total(String spec, double z) {
    Loss<Target, Prediction> loss = Loss.parse(spec);
    return loss.total(loss.batch(Numbers.of(0.0), Numbers.of(z)));
  }
}
