package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.surprisal.loss.Batch;
import org.surprisal.loss.Curvature;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Outputs;
import org.surprisal.loss.Prediction;
import org.surprisal.loss.Reduction;
import org.surprisal.loss.Target;

/** Answers lines of the protocol. Whatever is wrong with a line becomes its answer. */
final class Evaluator {
  private static final int KEPT_LOSSES = 256;

  private final Map<String, Loss<Target, Prediction>> losses =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Loss<Target, Prediction>> eldest) {
          return size() > KEPT_LOSSES;
        }
      };

  /** Writes the answer to the line that {@code lines} stands at, line break included. */
  void answer(LineReader lines, OutputStream out) throws IOException {
    EvalRequest request = new EvalRequest();
    EvalAnswer answer = null;
    try {
      if (lines.tooLong()) {
        request.refuse("the line is longer than memory holds");
      } else {
        EvalParser.parse(lines.bytes(), lines.start(), lines.length(), request);
      }
      if (request.error == null) {
        answer = evaluate(request);
      }
    } catch (IllegalArgumentException e) {
      request.refuse(Figures.oneLine(e));
    } catch (OutOfMemoryError _) {
      request.refuse("there is not enough memory for this request");
    } catch (StackOverflowError _) {
      request.refuse("the loss is nested too deeply");
    } catch (RuntimeException e) {
      Failures.trace(e);
      request.refuse("internal error: " + e.getClass().getSimpleName() + ": " + Figures.oneLine(e));
    }
    try {
      out.write(written(request, answer));
    } catch (RuntimeException e) {
      Failures.trace(e);
      request.refuse("internal error: " + e.getClass().getSimpleName() + ": " + Figures.oneLine(e));
      out.write(written(request, null));
    }
  }

  /** The whole line first, so that a failure leaves no half of it. */
  private static byte[] written(EvalRequest request, @Nullable EvalAnswer answer)
      throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    write(request, answer, line);
    return line.toByteArray();
  }

  private static void write(EvalRequest request, @Nullable EvalAnswer answer, OutputStream out)
      throws IOException {
    try (JsonGenerator json = Json.compact(out)) {
      json.writeStartObject();
      if (request.id != null) {
        json.writeFieldName("id");
        json.writeRawValue(request.id);
      }
      if (answer == null) {
        json.writeStringField("error", request.error);
      } else {
        answer.write(json);
      }
      json.writeEndObject();
    }
    out.write('\n');
  }

  private EvalAnswer evaluate(EvalRequest request) {
    Loss<Target, Prediction> loss = loss(request);
    NumberList prediction = request.prediction;
    if (prediction == null) {
      throw new Refusal("prediction is missing: an array of numbers");
    }
    int columns = request.columns;
    int rows = prediction.size() / columns;
    if (rows * columns != prediction.size()) {
      throw new Refusal(
          "prediction has "
              + EvalTarget.counted(prediction.size())
              + ", which do not make whole rows of columns = "
              + columns);
    }
    boolean samples = loss.comparesSamples();
    EvalTarget target = new EvalTarget(request, loss, samples, rows);
    EvalAnswer answer = new EvalAnswer(request, loss);
    int weighed = samples ? 1 : rows;
    Outputs outputs = outputs(request, answer, prediction.size(), weighed);
    if (rows == 0 && !samples) {
      target.checkNothing();
      checkRows(request, rows);
      return answer;
    }
    Batch<Target, Prediction> batch =
        loss.batch(
            target.numbers(), Storage.of("prediction", prediction, request.asFloat).by(columns));
    target.check(batch.target());
    checkRows(request, weighed);
    batch = weighted(request, batch.missing(request.missing), weighed);
    answer.total = loss.total(batch, outputs);
    return answer;
  }

  /** Where the loss shall write what is wanted: arrays of the answer. */
  private static Outputs outputs(EvalRequest request, EvalAnswer answer, int size, int rows) {
    Outputs outputs = Outputs.of(request.reduction);
    if (request.wantsGradient) {
      answer.gradient = Storage.zeros(size, request.asFloat);
      outputs = outputs.gradient(answer.gradient.by(request.columns));
    }
    if (request.wantsCurvature) {
      answer.curvature = Storage.zeros(size, request.asFloat);
      outputs = outputs.curvature(Curvature.EXACT, answer.curvature.by(request.columns));
    }
    if (request.wantsValue && request.reduction == Reduction.NONE) {
      answer.losses = Storage.zeros(rows, request.asFloat);
      outputs = outputs.losses(answer.losses.by(1));
    }
    return outputs;
  }

  private Loss<Target, Prediction> loss(EvalRequest request) {
    String spec = request.loss;
    if (spec == null) {
      throw new Refusal("loss is missing, such as \"huber(delta=1)\"");
    }
    // Not computeIfAbsent: an access-ordered map may not change while it computes.
    Loss<Target, Prediction> loss = losses.get(spec);
    if (loss == null) {
      loss = Loss.parse(spec);
      losses.put(spec, loss);
    }
    return loss;
  }

  private static Batch<Target, Prediction> weighted(
      EvalRequest request, Batch<Target, Prediction> plain, int rows) {
    Batch<Target, Prediction> batch = plain;
    if (request.weight != null) {
      batch = batch.weights(Storage.of("weight", request.weight, request.asFloat).by(1));
    }
    if (request.classWeight != null) {
      batch = batch.classWeights(request.classWeight.toArray());
    }
    if (request.mask != null) {
      BitSet used = new BitSet(rows);
      for (int i = 0; i < rows; i++) {
        used.set(i, request.mask.get(i) == 1);
      }
      batch = batch.mask(used);
    }
    return batch;
  }

  private static void checkRows(EvalRequest request, int rows) {
    checkRows("weight", request.weight, rows);
    checkRows("mask", request.mask, rows);
  }

  private static void checkRows(String key, @Nullable NumberList numbers, int rows) {
    if (numbers != null && numbers.size() != rows) {
      throw new Refusal(
          key + " has " + EvalTarget.counted(numbers.size()) + "; prediction has rows: " + rows);
    }
  }
}
