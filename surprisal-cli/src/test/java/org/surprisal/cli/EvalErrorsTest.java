package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EvalErrorsTest {
  private static String error(String request) {
    String answer = Ran.evalText(request + "\n");
    assertThat(answer).startsWith("{\"error\":\"").endsWith("\"}\n");
    assertThat(answer.lines()).hasSize(1);
    return answer.substring(10, answer.length() - 3).replace("\\\"", "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "predicton":[1]        | key "predicton" is not known; did you mean prediction?
          "loss":"mae"           | key "loss" is given twice
          "prediction":3         | prediction is 3, not an array of numbers
          "prediction":{"a":1}   | prediction is an object, not an array of numbers
          "prediction":[1,"abc"] | prediction[1] is "abc", not a number
          "prediction":[true]    | prediction[0] is true, not a number
          "prediction":[null]    | prediction[0] is null, not a number; a missing one is written "NaN"
          "prediction":[[1]]     | prediction[0] is an array, not a number; rows stand one after the other in one flat array, see columns
          "prediction":[1e400]   | prediction[0] = 1e400 is beyond the range of double; infinity is written "Infinity"
          "prediction":[-1e999]  | prediction[0] = -1e999 is beyond the range of double; infinity is written "-Infinity"
          "prediction":[1,2]     | target has 1 number; prediction has 2
          "prediction":[1,2,3],"columns":2 | prediction has 3 numbers, which do not make whole rows of columns = 2
          "prediction":[1,2,3,4,5,6],"columns":2 | target has 1 number; a prediction of 3 rows of 2 columns takes 3 or 6
          "prediction":[1],"columns":0   | columns is 0, not a whole number of at least 1
          "prediction":[1],"columns":1.5 | columns is 1.5, not a whole number of at least 1
          "prediction":[1],"columns":"1" | columns is "1", not a whole number of at least 1
          "prediction":[1],"weight":[1,2] | weight has 2 numbers; prediction has rows: 1
          "prediction":[1],"mask":[1,1]  | mask has 2 numbers; prediction has rows: 1
          "prediction":[1],"mask":[2]    | mask[0] = 2 is not 0 or 1
          "prediction":[1],"mask":[true] | mask[0] is true, not a number
          "prediction":[1],"missing":"drop" | missing is "drop", not one of "error", "skip"
          "prediction":[1],"dtype":"half"  | dtype is "half", not one of "double", "float"
          "prediction":[1],"reduction":"average" | reduction is "average", not one of "mean", "mean_rows", "sum", "none"
          "prediction":[1],"curvature":"majorant" | curvature is "majorant"; only "exact" can be had
          "prediction":[1],"want":"value" | want is "value", not an array of "value", "gradient", "curvature"
          "prediction":[1],"want":["loss"] | want[0] is "loss", not one of "value", "gradient", "curvature"
          "prediction":[1],"want":[1]     | want[0] is 1, not one of "value", "gradient", "curvature"
          "prediction":[1],"group":[1]    | group is given, but squared_error does not use groups
          "prediction":[1e39],"dtype":"float" | prediction[0] = 1.0E39 is beyond the range of float
          "prediction":[1],"weight":[1e39],"dtype":"float" | weight[0] = 1.0E39 is beyond the range of float
          "weight":[1]           | prediction is missing: an array of numbers
          """)
  void saysWhatIsWrong(String keys, String message) {
    assertThat(error("{\"loss\":\"mse\",\"target\":[1]," + keys + "}")).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [1]                    | a request is a JSON object {…}, not an array
          7                      | a request is a JSON object {…}, not 7
          {"id":1} {"id":2}      | there is more than one JSON value on the line
          {"target":[1,NaN]}     | not valid JSON at column
          {"target":[NaN]}       | NaN is no JSON number; write it as a string, "NaN"
          {"é∞":[1} ]            | not valid JSON at column 9:
          {"loss":"mse"          | not valid JSON at column
          {'loss':1}             | not valid JSON at column 2:
          {"target":[01]}        | not valid JSON at column
          """)
  void saysWhereALineIsNoJson(String line, String part) {
    assertThat(line.startsWith("{\"id\"") ? Ran.evalText(line) : error(line)).contains(part);
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(error("{\"target\":[1],\"prediction\":[1]}")).startsWith("loss is missing");
    assertThat(error("{\"loss\":3,\"target\":[1]}")).isEqualTo("loss is 3, not a string");
    assertThat(error("{\"loss\":\"mse\",\"prediction\":[1]}"))
        .isEqualTo("target is missing: squared_error takes one number a row");
  }

  @Test
  void aLossThatIsNotKnownIsNamedWithItsNeighbours() {
    assertThat(error("{\"loss\":\"hubr\",\"target\":[1],\"prediction\":[1]}"))
        .contains("hubr")
        .contains("huber");
  }

  @Test
  void aFormulaThatIsWrongTakesOneLine() {
    assertThat(error("{\"loss\":\"(z-y)^^2\",\"target\":[1],\"prediction\":[1]}"))
        .contains("column 7");
  }

  @Test
  void wrongNumbersAreNamedByTheLoss() {
    assertThat(error("{\"loss\":\"mse\",\"target\":[1],\"prediction\":[1],\"weight\":[-1]}"))
        .startsWith("weight[0] = -1 ");
    assertThat(
            error(
                "{\"loss\":\"cross_entropy\",\"columns\":3,\"target\":[3],"
                    + "\"prediction\":[1,2,3]}"))
        .startsWith("target[0] = 3 ");
    assertThat(error("{\"loss\":\"hinge\",\"target\":[0],\"prediction\":[1]}"))
        .startsWith("target[0] = 0 ");
    assertThat(
            error(
                "{\"loss\":\"mse\",\"target\":[1],\"prediction\":[1e5]"
                    + ",\"class_weight\":[1,2]}"))
        .isNotEmpty();
  }
}
