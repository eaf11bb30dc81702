package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.surprisal.evaluate.TokenRates;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Reduction;
import org.surprisal.loss.Total;

/** What one request came to. */
final class EvalAnswer {
  private final EvalRequest request;
  private final boolean clips;
  private final boolean countsTokens;

  Total total = Total.EMPTY;
  @Nullable Storage losses;
  @Nullable Storage gradient;
  @Nullable Storage curvature;

  EvalAnswer(EvalRequest request, Loss<?, ?> loss) {
    this.request = request;
    this.clips = loss.clipEpsilon().isPresent();
    this.countsTokens = loss.name().equals(TokenRates.LOSS);
  }

  /** Writes the fields behind the id. */
  void write(JsonGenerator json) throws IOException {
    boolean hasMean =
        request.reduction == Reduction.MEAN || request.reduction == Reduction.MEAN_ROWS;
    if (hasMean && total.isEmpty()) {
      json.writeBooleanField("empty", true);
    } else {
      results(json);
    }
    json.writeNumberField("rows", total.rows());
    json.writeNumberField("skipped", total.skipped());
    json.writeFieldName("weight");
    Json.number(json, total.weight());
    if (clips || total.clipped() > 0) {
      json.writeNumberField("clipped", total.clipped());
    }
    if (!total.warnings().isEmpty()) {
      Json.strings(json, "warnings", total.warnings());
    }
  }

  private void results(JsonGenerator json) throws IOException {
    if (losses != null) {
      losses.write(json, "value");
    } else if (request.wantsValue) {
      json.writeFieldName("value");
      Json.number(json, value());
    }
    if (countsTokens && request.wantsValue && !total.isEmpty()) {
      TokenRates rates = TokenRates.of(total);
      json.writeFieldName("perplexity");
      Json.number(json, rates.perplexity());
      json.writeFieldName("bits_per_token");
      Json.number(json, rates.bitsPerToken());
    }
    if (gradient != null) {
      gradient.write(json, "gradient");
    }
    if (curvature != null) {
      curvature.write(json, "curvature");
    }
  }

  private double value() {
    return switch (request.reduction) {
      case MEAN -> total.mean();
      case MEAN_ROWS -> total.meanOverRows();
      case SUM, NONE -> total.sum();
    };
  }
}
