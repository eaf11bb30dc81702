package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EvalTest {
  private static String answer(String request) {
    List<String> answers = Ran.eval(request);
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  @Test
  void answersTheExamplesOfTheProtocolToTheLetter() {
    assertThat(
            Ran.eval(
                """
                {"id":"a1","loss":"huber(delta=1)","target":[2,1],"prediction":[2.1,3],\
                "columns":1,"weight":[1,2],"reduction":"mean",\
                "want":["value","gradient","curvature"]}\
                """,
                """
                {"id":"a2","loss":"poisson","target":[1,2,3,-1],"prediction":[0,0,0,0]}\
                """,
                """
                {"id":"a3","loss":"huber","target":[1,2,3,4],\
                "prediction":["NaN","NaN","NaN","NaN"],"missing":"skip"}\
                """))
        .containsExactly(
            """
            {"id":"a1","value":1.0016666666666667,\
            "gradient":[0.03333333333333336,0.6666666666666666],\
            "curvature":[0.3333333333333333,0.0],"rows":2,"skipped":0,"weight":3.0}\
            """,
            """
            {"id":"a2","error":"target[3] = -1 is outside [0, ∞) of poisson"}\
            """,
            """
            {"id":"a3","empty":true,"rows":0,"skipped":4,"weight":0.0}\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mean      | 3.25       | [0.5,3.0]  | [0.5,1.5]
          mean_rows | 6.5        | [1.0,6.0]  | [1.0,3.0]
          sum       | 13.0       | [2.0,12.0] | [2.0,6.0]
          none      | [1.0,12.0] | [2.0,12.0] | [2.0,6.0]
          """)
  void reducesAsNamed(String reduction, String value, String gradient, String curvature) {
    String request =
        """
        {"loss":"squared_error","target":[0,0],"prediction":[1,2],"weight":[1,3],\
        "reduction":"%s","want":["curvature","value","gradient"]}\
        """
            .formatted(reduction);
    assertThat(answer(request))
        .isEqualTo(
            """
            {"value":%s,"gradient":%s,"curvature":%s,"rows":2,"skipped":0,"weight":4.0}\
            """
                .formatted(value, gradient, curvature));
  }

  @Test
  void printsOnlyWhatIsWanted() {
    String request = "{\"loss\":\"mse\",\"target\":[0],\"prediction\":[1]%s}";
    assertThat(answer(request.formatted("")))
        .isEqualTo("{\"value\":1.0,\"rows\":1,\"skipped\":0,\"weight\":1.0}");
    assertThat(answer(request.formatted(",\"want\":[\"gradient\"]")))
        .isEqualTo("{\"gradient\":[2.0],\"rows\":1,\"skipped\":0,\"weight\":1.0}");
    assertThat(answer(request.formatted(",\"want\":[]")))
        .isEqualTo("{\"rows\":1,\"skipped\":0,\"weight\":1.0}");
  }

  @Test
  void aRowOfWeightZeroAddsNothingEvenWhereItsLossIsInfinite() {
    assertThat(
            answer(
                """
                {"loss":"log_loss","target":[1,1],"prediction":[0,1],"weight":[0,1]}\
                """))
        .isEqualTo("{\"value\":0.0,\"rows\":2,\"skipped\":0,\"weight\":1.0}");
    assertThat(answer("{\"loss\":\"log_loss\",\"target\":[1,1],\"prediction\":[0,1]}"))
        .isEqualTo(
            "{\"value\":\"Infinity\",\"rows\":2,\"skipped\":0,\"weight\":2.0,"
                + "\"warnings\":[\"1 row has an infinite loss\"]}");
  }

  @Test
  void aMeanOverNothingIsEmptyAndASumIsZero() {
    String request = "{\"loss\":\"mae\",\"target\":[],\"prediction\":[],\"reduction\":\"%s\"}";
    String rest = "\"rows\":0,\"skipped\":0,\"weight\":0.0}";
    assertThat(answer(request.formatted("mean"))).isEqualTo("{\"empty\":true," + rest);
    assertThat(answer(request.formatted("mean_rows"))).isEqualTo("{\"empty\":true," + rest);
    assertThat(answer(request.formatted("sum"))).isEqualTo("{\"value\":0.0," + rest);
    assertThat(answer(request.formatted("none"))).isEqualTo("{\"value\":[]," + rest);
    assertThat(answer("{\"loss\":\"mae\",\"target\":[1],\"prediction\":[2],\"weight\":[0]}"))
        .startsWith("{\"empty\":true,")
        .endsWith("\"weight\":0.0}");
  }

  @Test
  void maskedRowsAreSkipped() {
    assertThat(
            answer(
                """
                {"loss":"mse","target":[0,0,0],"prediction":[1,100,3],"mask":[1,0,1],\
                "want":["value","gradient"]}\
                """))
        .isEqualTo(
            "{\"value\":5.0,\"gradient\":[1.0,0.0,3.0],\"rows\":2,\"skipped\":1,\"weight\":2.0}");
  }

  @Test
  void missingNumbersAreErrorsOrSkippedOnRequest() {
    String request = "{\"loss\":\"mse\",\"target\":[0,\"NaN\"],\"prediction\":[2,1]%s}";
    assertThat(answer(request.formatted(""))).startsWith("{\"error\":\"target[1]");
    assertThat(answer(request.formatted(",\"missing\":\"skip\"")))
        .isEqualTo("{\"value\":4.0,\"rows\":1,\"skipped\":1,\"weight\":1.0}");
  }

  @Test
  void severalColumnsTakeAClassOrADistributionARow() {
    String request =
        """
        {"loss":"cross_entropy","columns":2,"target":%s,"prediction":[0,0,0,0],\
        "class_weight":[1,3],"want":["value","gradient"],"reduction":"none"}\
        """;
    assertThat(answer(request.formatted("[0,1]")))
        .isEqualTo(
            """
            {"value":[0.6931471805599453,2.0794415416798357],"gradient":[-0.5,0.5,1.5,-1.5],\
            "rows":2,"skipped":0,"weight":4.0}\
            """);
    assertThat(answer(request.formatted("[1,0,0,1]")))
        .isEqualTo(answer(request.formatted("[0,1]")));
  }

  @Test
  void infiniteLogitsHaveTheirLimits() {
    assertThat(
            answer(
                """
                {"loss":"bce","target":[1,1,0],"prediction":["Infinity","-Infinity",-1e-400],\
                "reduction":"none","want":["value","gradient"]}\
                """))
        .isEqualTo(
            """
            {"value":[0.0,"Infinity",0.6931471805599453],"gradient":[0.0,-1.0,0.5],\
            "rows":3,"skipped":0,"weight":3.0,"warnings":["1 row has an infinite loss"]}\
            """);
  }

  @Test
  void floatsAreReadComputedAndPrintedAsFloats() {
    assertThat(
            answer(
                """
                {"loss":"huber","dtype":"float","target":[0],"prediction":[0.1],\
                "reduction":"none","want":["gradient"]}\
                """))
        .startsWith("{\"gradient\":[0.1],");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\\u00e9 \\\" ∞\"",
        "7",
        "-0",
        "1.50",
        "1e400",
        "12345678901234567890123",
        "true",
        "null",
        "[1, [2,{\"x\" : null}] ]",
        "{\"a\" :  {\"b\":[1.0]}, \"c\":\"}\"}",
        "\"\"",
        "[]"
      })
  void anIdComesBackAsItWas(String id) {
    String ok = "{\"id\":" + id + ",\"value\":1.0,\"rows\":1,\"skipped\":0,\"weight\":1.0}";
    String rest = "\"loss\":\"mse\",\"target\":[0],\"prediction\":[1]";
    assertThat(
            Ran.eval(
                "{\"id\": " + id + " ," + rest + "}",
                "{" + rest + ",\"id\":" + id + "}",
                "{\"loss\":\"nix\",\"foo\":[1,{\"id\":2}],\"id\":" + id + "}",
                "{\"id\":" + id + ",\"loss\" 3}"))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo(ok),
            second -> assertThat(second).isEqualTo(ok),
            third -> assertThat(third).startsWith("{\"id\":" + id + ",\"error\":\"key \\\"foo\\\""),
            fourth -> assertThat(fourth).startsWith("{\"id\":" + id + ",\"error\":\"not valid"));
  }

  @Test
  void badLinesKeepTheirPlaceAndBlankOnesHaveNone() {
    String good = "{\"id\":%d,\"loss\":\"mse\",\"target\":[0],\"prediction\":[1]}";
    String text =
        good.formatted(1)
            + "\r\n\n  \t\nnonsense\n"
            + good.formatted(2)
            + "\n[]\n{\n"
            + good.formatted(3);
    assertThat(Ran.evalText(text).lines())
        .extracting(line -> line.substring(0, Math.min(8, line.length())))
        .containsExactly(
            "{\"id\":1,", "{\"error\"", "{\"id\":2,", "{\"error\"", "{\"error\"", "{\"id\":3,");
    assertThat(Ran.evalText(text)).endsWith("}\n");
    assertThat(Ran.evalText("")).isEmpty();
    assertThat(Ran.evalText("\ufeff" + good.formatted(4))).startsWith("{\"id\":4,\"value\"");
  }

  @Test
  void aLineMayBeLongerThanEveryBuffer() {
    int rows = 300_000;
    String target = "1.25" + ",1.25".repeat(rows - 1);
    String prediction = "2.75" + ",2.75".repeat(rows - 1);
    String line =
        "{\"loss\":\"mse\",\"target\":[" + target + "],\"prediction\":[" + prediction + "]}";
    assertThat(Ran.eval("{}", line, "{}"))
        .hasSize(3)
        .contains("{\"value\":2.25,\"rows\":300000,\"skipped\":0,\"weight\":300000.0}");
  }

  @Test
  void numbersRoundTripSignOfZeroIncluded() {
    assertThat(
            answer(
                """
                {"loss":"z + y*0","target":[0,0,0,0],"reduction":"none",\
                "prediction":[-0,-0.0,5e-324,12345678901234567890]}\
                """))
        .contains("4.9E-324,1.2345678901234567E19]");
  }
}
