package org.surprisal.loss;

import java.util.List;

/** Losses of real targets that measure an error by the size of the target. */
public final class RelativeLosses {
  private static final Domain ABOVE_MINUS_ONE = Domain.open(-1, Double.POSITIVE_INFINITY);

  static final Entry SQUARED_LOG_ERROR =
      Entry.named("squared_log_error", "msle")
          .title("Squared error of ln(1 + target)")
          .target(ABOVE_MINUS_ONE, "")
          .assumes("ln(1 + y) with Gaussian noise, for predictions of its median")
          .estimates("exp(mean of ln(1 + y)) − 1")
          .choose(
              "Positive targets over several orders of size, whose errors matter as ratios.",
              "Not when the mean or a total is wanted: its minimiser lies below the mean of skewed"
                  + " targets. It is not convex above e·(1 + y) − 1; to fit, rather take ln(1 + y)"
                  + " as the target of squared error.")
          .elsewhere(
              "scikit-learn mean_squared_log_error: the same",
              "XGBoost reg:squaredlogerror: half of it",
              "Keras MeanSquaredLogarithmicError raises what is below 1e-7 to that first")
          .claims(Claims.NONE)
          .sources("Törnqvist, Vartia & Vartia (1985), doi:10.1080/00031305.1985.10479385")
          .definedBy(
              (_, _, _) -> Definition.of("squared_log_error(z, y)").on("z", ABOVE_MINUS_ONE));

  static final Entry ABSOLUTE_PERCENTAGE_ERROR =
      Entry.named("absolute_percentage_error", "mape")
          .title("Absolute error as a fraction of the target")
          .assumes("Laplace noise of scale |y|, without its constant")
          .estimates("median weighted by 1/|y|")
          .kinks("r = 0: derivative 0, curvature 0; y = 0: 0 where z = 0, else ∞")
          .choose(
              "To report errors of positive targets far from 0 to people who think in per cent.",
              "Not with targets at or near 0, where it is infinite or decided by few rows; not for"
                  + " a fair choice of models: from 0 up to y a prediction costs at most 1, above"
                  + " it any number, so that its minimiser lies below the median.")
          .elsewhere(
              "a fraction: multiply by 100 for per cent, as Keras does",
              "scikit-learn divides by max(|y|, 2.2e-16), Keras by max(|y|, 1e-7), LightGBM's"
                  + " objective=mape by max(|y|, 1)")
          .claims(Claims.convex("inf", "inf"))
          .sources(
              "Gneiting (2011), doi:10.1198/jasa.2011.r10138",
              "de Myttenaere, Golden, Le Grand & Rossi (2016), doi:10.1016/j.neucom.2015.12.114")
          .definedBy((_, _, _) -> Definition.of("if(z == y, 0, abs(z - y) / abs(y))"));

  static final Entry SYMMETRIC_ABSOLUTE_PERCENTAGE_ERROR =
      Entry.named("symmetric_absolute_percentage_error", "smape")
          .title("Absolute error as a fraction of the mean size of target and prediction")
          .estimates("no functional that has a name")
          .kinks("r = 0 and z = 0: derivative 0, curvature 0; 0 where y = z = 0")
          .choose(
              "To report errors where a rule asks for it: it lies in [0, 2] and knows no infinity.",
              "Not to train: where target and prediction differ in sign, or one of them is 0, it is"
                  + " 2 and flat. Nor is it symmetric: too low costs more than too high by as"
                  + " much.")
          .elsewhere(
              "in [0, 2]; some texts leave out the factor 2, others give per cent up to 200",
              "torchmetrics divides by max(|y| + |z|, 1.17e-6)")
          .claims(Claims.NONE)
          .sources(
              "Makridakis (1993), doi:10.1016/0169-2070(93)90079-3",
              "Hyndman & Koehler (2006), doi:10.1016/j.ijforecast.2006.03.001")
          .definedBy((_, _, _) -> Definition.of("relative_difference(z, y)"));

  /** In the order of the catalogue. */
  static final List<Entry> ALL =
      List.of(SQUARED_LOG_ERROR, ABSOLUTE_PERCENTAGE_ERROR, SYMMETRIC_ABSOLUTE_PERCENTAGE_ERROR);

  private RelativeLosses() {}

  /** (ln(1 + z) − ln(1 + y))² for y and z above −1. Estimates exp(mean of ln(1 + y)) − 1. */
  public static Loss<Target.Real, Prediction.Point> squaredLogError() {
    return Loss.of(SQUARED_LOG_ERROR);
  }

  /** |z − y|/|y|, a fraction; at y = 0 it is 0 where z = 0, else ∞. Derivative 0 at z = y. */
  public static Loss<Target.Real, Prediction.Point> absolutePercentageError() {
    return Loss.of(ABSOLUTE_PERCENTAGE_ERROR);
  }

  /** 2·|z − y|/(|y| + |z|), in [0, 2]; 0 at y = z = 0. Derivative 0 at z = y and at z = 0. */
  public static Loss<Target.Real, Prediction.Point> symmetricAbsolutePercentageError() {
    return Loss.of(SYMMETRIC_ABSOLUTE_PERCENTAGE_ERROR);
  }
}
