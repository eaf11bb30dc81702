package org.surprisal.loss;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Hashes the bits of what every loss of the catalogue gives on a seeded grid of inputs. */
public final class CatalogueBits {
  /** Rows of a grid that is quick without a compiler. */
  public static final int SHORT = 40;

  /** Rows of a grid that compilers see often enough. */
  public static final int LONG = 1_500;

  private static final double[] CORNERS = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    2,
    40,
    -40,
    745,
    -745,
    1e-300,
    Double.MIN_VALUE,
    1e300,
    -1e300,
    8e307,
    -8e307,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1e-9,
    0.9999999999999999
  };

  /** Rows that depend on each other cost the square of their number. */
  private static final int TOGETHER = 40;

  private CatalogueBits() {}

  /** Prints the hash; the argument is the number of rows. */
  public static void main(String[] arguments) {
    System.out.println(hash(Integer.parseInt(arguments[0])));
  }

  /** SHA-256 over value, gradient, curvature and sum, NaN as one pattern. */
  public static String hash(int rows) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : Catalogue.names()) {
        for (Scenario scenario : some(Scenario.of(name), name)) {
          digest.update(scenario.toString().getBytes(StandardCharsets.UTF_8));
          add(digest, scenario, rows);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has SHA-256
    }
  }

  /** Default parameters, and some of the others: all would take minutes without a compiler. */
  private static List<Scenario> some(List<Scenario> all, String name) {
    List<Scenario> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (i % 6 == 0 || all.get(i).loss().toString().equals(name)) {
        some.add(all.get(i));
      }
    }
    return some;
  }

  private static void add(MessageDigest digest, Scenario scenario, int wanted) {
    Random random = new Random(20);
    int rows = scenario.dependent() ? Math.min(wanted, TOGETHER) : wanted;
    double[] targets = scenario.targets(random, rows);
    double[] predictions = scenario.predictions(random, rows);
    boolean simplex = scenario.categorical() && scenario.scale() == Scale.RESPONSE;
    boolean rises = scenario.loss().name().equals("cumulative_link") && scenario.columns() > 1;
    int step = 3 * scenario.columns();
    boolean fixed = simplex || rises || scenario.kind() == Entry.Kind.SAMPLE;
    for (int i = 0; !fixed && i < predictions.length; i += step) {
      double corner = CORNERS[i % CORNERS.length];
      predictions[i] = scenario.domain().contains(corner) ? corner : predictions[i];
    }
    if (scenario.categorical() && scenario.scale() == Scale.RAW) {
      for (int i = 0; i < predictions.length; i++) {
        predictions[i] = predictions[i] == Double.POSITIVE_INFINITY ? 1e3 : predictions[i];
      }
    }
    Subject.Answer answer =
        Subject.of(scenario.loss()).answer(scenario.batch(targets, predictions), Reduction.SUM);
    add(digest, answer.sum());
    add(digest, answer.losses());
    add(digest, answer.gradient());
    add(digest, answer.curvature());
  }

  private static void add(MessageDigest digest, double... values) {
    byte[] bytes = new byte[values.length * Long.BYTES];
    for (int i = 0; i < values.length; i++) {
      long bits = Double.doubleToLongBits(values[i]); // one pattern for every NaN
      for (int b = 0; b < Long.BYTES; b++) {
        bytes[i * Long.BYTES + b] = (byte) (bits >>> (8 * b));
      }
    }
    digest.update(bytes);
  }
}
