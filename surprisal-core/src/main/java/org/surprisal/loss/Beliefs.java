package org.surprisal.loss;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which belief a loss of the catalogue is the negative log-likelihood of. */
final class Beliefs {
  private static final String LOCATION = "mu";

  private Beliefs() {}

  /** Empty where a loss has none, or none whose density has a closed form. */
  static Optional<Likelihood<?, ?>> of(String loss, Arguments arguments) {
    return Optional.ofNullable(
        switch (loss) {
          case "binary_cross_entropy" -> unweighted(arguments) ? Likelihood.bernoulli() : null;
          case "multilabel_cross_entropy" -> unweighted(arguments) ? Likelihood.bernoulli() : null;
          case "log_loss", "logistic_margin" -> Likelihood.bernoulli();
          case "cross_entropy" ->
              arguments.number("label_smoothing") == 0 ? Likelihood.categorical() : null;
          case "autoregressive_nll", "kl_divergence" -> Likelihood.categorical();
          case "poisson", "poisson_deviance" -> Likelihood.poisson();
          case "negative_binomial" -> Likelihood.negativeBinomial(arguments.number("dispersion"));
          case "gamma", "gamma_deviance" -> Likelihood.gamma(1);
          default -> ofReal(loss, arguments);
        });
  }

  private static boolean unweighted(Arguments arguments) {
    return !arguments.isList("positive_weight") && arguments.number("positive_weight") == 1;
  }

  private static @Nullable Likelihood<?, ?> ofReal(String loss, Arguments arguments) {
    return switch (loss) {
      case "gaussian" -> gaussian(arguments);
      case "laplace" -> located(loss, "", Standard.LAPLACE, arguments);
      case "logistic_distribution" -> located(loss, "", Standard.LOGISTIC, arguments);
      case "student_t" -> {
        double nu = arguments.number("nu");
        String given = nu == 4 ? "" : "nu=" + Text.number(nu);
        yield located(loss, given, Standard.student(nu), arguments);
      }
      case "log_normal" -> Likelihood.of(new LogNormalFamily(form(arguments)));
      case "squared_error" -> Likelihood.gaussian(0.5);
      case "half_squared_error" -> Likelihood.gaussian(1);
      case "absolute_error" -> Likelihood.of(LocationFamily.laplace(1));
      default -> ofResidual(loss, arguments);
    };
  }

  private static ScaleForm form(Arguments arguments) {
    return ScaleForm.parse(arguments.choice("scale"));
  }

  private static Likelihood<?, ?> gaussian(Arguments arguments) {
    return arguments.isNone("variance")
        ? located("gaussian", "", Standard.NORMAL, arguments)
        : Likelihood.gaussian(arguments.number("variance"));
  }

  private static Likelihood<?, ?> located(
      String loss, String given, Standard standard, Arguments arguments) {
    ScaleForm form = form(arguments);
    boolean usual = form == ScaleForm.LOG_VARIANCE || form == ScaleForm.LOG_SCALE;
    String scale = usual ? "" : (given.isEmpty() ? "" : ", ") + "scale=" + form.text();
    return Likelihood.of(LocationFamily.of(loss, given + scale, standard, form));
  }

  /** Densities of a residual alone, whose scale the loss fixes. */
  private static @Nullable Likelihood<?, ?> ofResidual(String loss, Arguments arguments) {
    return switch (loss) {
      case "log_cosh" -> typed("-log(pi) - log_cosh(mu - y)", Map.of());
      case "quantile" ->
          typed(
              "log(tau * (1 - tau)) - if(mu <= y, tau * (y - mu), (tau - 1) * (y - mu))",
              arguments.numbers());
      case "expectile" ->
          typed(
              "log(2 / sqrt(pi)) - log(1 / sqrt(tau) + 1 / sqrt(1 - tau))"
                  + " - if(mu <= y, tau, 1 - tau) * (mu - y)^2",
              arguments.numbers());
      case "huber" -> huber(arguments.number("delta"));
      case "smooth_l1" -> smoothL1(arguments.number("beta"));
      case "cauchy" -> cauchy(arguments.number("c"));
      case "barron" -> barron(arguments.number("alpha"), arguments.number("c"));
      case "squared_log_error" ->
          typed("-log(pi) / 2 - log1p(y) - (log1p(mu) - log1p(y))^2", Map.of());
      default -> null;
    };
  }

  private static Likelihood<?, ?> typed(String logDensity, Map<String, Double> numbers) {
    return Likelihood.of(logDensity, numbers, LOCATION);
  }

  /** Gaussian where |r| ≤ δ, exponential beyond. */
  private static Likelihood<?, ?> huber(double delta) {
    if (delta == Double.POSITIVE_INFINITY) {
      return Likelihood.gaussian(1);
    }
    return typed(
        "-log(sqrt(2 * pi) * erf(delta / sqrt(2)) + 2 / delta * exp(-delta^2 / 2))"
            + " - if(abs(mu - y) <= delta, (mu - y)^2 / 2, delta * (abs(mu - y) - delta / 2))",
        Map.of("delta", delta));
  }

  /** The same with tails of rate 1; at β = 0 Laplace, at ∞ no density. */
  private static @Nullable Likelihood<?, ?> smoothL1(double beta) {
    if (beta == 0) {
      return Likelihood.of(LocationFamily.laplace(1));
    }
    if (beta == Double.POSITIVE_INFINITY) {
      return null;
    }
    return typed(
        "-log(sqrt(2 * pi * beta) * erf(sqrt(beta / 2)) + 2 * exp(-beta / 2))"
            + " - if(abs(mu - y) <= beta, (mu - y)^2 / (2 * beta), abs(mu - y) - beta / 2)",
        Map.of("beta", beta));
  }

  /** c²/2·ln(1 + (r/c)²) is Student's with ν + 1 = c² and ν·scale² = c²: a density where c > 1. */
  private static @Nullable Likelihood<?, ?> cauchy(double c) {
    double nu = c * c - 1;
    if (!(nu > 0 && nu < Double.POSITIVE_INFINITY)) {
      return null;
    }
    return Likelihood.of(LocationFamily.student(nu, c / Math.sqrt(nu)));
  }

  /** Its two shapes with a name: Gaussian and Cauchy. */
  private static @Nullable Likelihood<?, ?> barron(double alpha, double c) {
    if (alpha == 2) {
      return Likelihood.gaussian(c * c);
    }
    return alpha == 0 ? Likelihood.of(LocationFamily.student(1, c * Math.sqrt(2))) : null;
  }
}
