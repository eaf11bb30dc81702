package org.surprisal.cli;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.surprisal.evaluate.Layout;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Numbers;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Target;

/** What a request gives beside its prediction: targets, groups in their place, or nothing. */
final class EvalTarget {
  private final EvalRequest request;
  private final Loss<Target, Prediction> loss;
  private final boolean samples;
  private final int rows;

  /**
   * The target of a request.
   *
   * @param samples whether the loss compares two samples as wholes
   * @param rows how many rows of the request's columns the prediction has
   */
  EvalTarget(EvalRequest request, Loss<Target, Prediction> loss, boolean samples, int rows) {
    this.request = request;
    this.loss = loss;
    this.samples = samples;
    this.rows = rows;
  }

  /**
   * The numbers, in rows; none for a loss that may do without.
   *
   * @throws Refusal if there are none and the loss needs some, or not as many as rows need
   */
  Numbers numbers() {
    boolean isEmpty = request.target == null || request.target.size() == 0;
    if (isEmpty && request.group != null) {
      return inRows("group", request.group);
    }
    if (request.group != null) {
      throw unusedGroup();
    }
    if (isEmpty && loss.mayLackTarget()) {
      return Numbers.none(rows);
    }
    if (request.target == null) {
      throw new Refusal("target is missing: " + loss.name() + " takes " + needed());
    }
    return inRows("target", request.target);
  }

  /**
   * Makes sure that a prediction of no rows comes without targets.
   *
   * @throws Refusal if it does not
   */
  void checkNothing() {
    for (@Nullable NumberList list : Arrays.asList(request.target, request.group)) {
      if (list != null && list.size() > 0) {
        String key = list == request.target ? "target" : "group";
        throw new Refusal(key + " has " + counted(list.size()) + "; prediction has 0");
      }
    }
  }

  /**
   * Makes sure that what was given is used.
   *
   * @param taken what the loss makes of the numbers
   * @throws Refusal if a group is no group there, or a target is passed over
   */
  void check(Target taken) {
    if (request.group != null && !(taken instanceof Target.Groups)) {
      throw unusedGroup();
    }
    boolean isGiven = request.target != null && request.target.size() > 0;
    if (isGiven && loss.mayLackTarget() && Layout.lacksTarget(loss, request.columns)) {
      throw new Refusal("target is given, but " + loss + " takes none; leave it out");
    }
  }

  private Refusal unusedGroup() {
    boolean takesGroups = loss.facts().target().contains("group");
    return new Refusal(
        takesGroups
            ? "group and target are both given; " + loss.name() + " takes one of them"
            : "group is given, but " + loss.name() + " does not use groups");
  }

  private String needed() {
    if (samples) {
      return "the points of a sample, of as many columns";
    }
    return request.columns == 1
        ? "one number a row"
        : "one or more numbers a row: " + loss.facts().target();
  }

  private Numbers inRows(String key, NumberList list) {
    int columns = request.columns;
    int all = rows * columns;
    int size = list.size();
    Storage storage = Storage.of(key, list, request.asFloat);
    if (size == all || (samples && size % columns == 0)) {
      return storage.by(columns);
    }
    if (!samples && size > 0 && size % rows == 0) {
      return storage.by(size / rows);
    }
    throw new Refusal(key + " has " + counted(size) + "; " + wanted(all));
  }

  private String wanted(int all) {
    if (samples) {
      return "points of " + request.columns + " columns take a multiple of " + request.columns;
    }
    if (all == rows) {
      return "prediction has " + all;
    }
    return "a prediction of "
        + rows
        + (rows == 1 ? " row of " : " rows of ")
        + request.columns
        + " columns takes "
        + rows
        + " or "
        + all;
  }

  /** {@code 1 number}, {@code 2 numbers}. */
  static String counted(int count) {
    return count + (count == 1 ? " number" : " numbers");
  }
}
