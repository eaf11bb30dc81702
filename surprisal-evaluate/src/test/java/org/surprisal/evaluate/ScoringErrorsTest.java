package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.surprisal.loss.Loss;
import org.surprisal.loss.Missing;
import org.surprisal.loss.SpecException;

/** What a file can get wrong, and the words in which it is told. */
class ScoringErrorsTest {
  @TempDir Path folder;

  /** Lines of the file are separated by bars here. */
  private AbstractThrowableAssert<?, ?> refuses(String text, String loss) {
    CsvFile file = CsvFile.of(folder, text.replace('|', '\n'));
    String weight = text.startsWith("y,p,w") ? "w" : null;
    return assertThatThrownBy(() -> Scoring.of(file.request(loss, weight, Missing.ERROR)))
        .isInstanceOf(DataException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // text where a number belongs
        "y,p|1,0.5|0,abc;line 3 (row 2), column p: 'abc' is not a number",
        "y,p|yes,0.5;line 2 (row 1), column y: 'yes' is not a number; say which label counts as 1",
        "y,p|1,0.5||0,x;line 4 (row 2), column p: 'x' is not a number",
        // missing
        "y,p|1,;column p: the value is missing; fill it in, or leave such rows out with --missing",
        "y,p|NA,1;line 2 (row 1), column y: 'NA' is a missing value",
        // what the loss refuses
        "y,p|1,0.5|0,1.2;line 3 (row 2), column p: prediction 1.2 is outside [0, 1] of log_loss",
        "y,p|1,0.5|2,0.1;line 3 (row 2), column y: target 2 is outside [0, 1] of log_loss",
        "y,p|1,-inf;line 2 (row 1), column p: prediction -inf is outside [0, 1] of log_loss",
        "y,p,w|1,0.5,1|0,0.5,-1;line 3 (row 2), column w: weight -1 is outside [0, ∞)",
        // shapes
        "y,p|1,0.5|0;line 3 (row 2): 1 field, but the header has 2; every row needs as many",
        "y,p|1,0.5,7;line 2 (row 1): 3 fields, but the header has 2",
        "y,p|1,\"0.5;is not well-formed CSV",
        "y,p|1,\"0.5\"x;is not well-formed CSV",
        // nothing to take a mean of
        "y,p;has a header and no rows",
        "y,p||;has a header and no rows",
        "y,p,w|1,0.5,0|0,0.5,0;the weights in column w are all 0",
        "y,p|1,0x1p-1;line 2 (row 1), column p: '0x1p-1' is not a number; expected one such as",
        // columns
        "y,q|1,0.5;has no column 'p'",
        "y,p,p|1,0.5,1;has more than one column 'p' (columns 2 and 3); rename one of them",
      })
  void theFileIsAtFault(String text, String words) {
    refuses(text, "log_loss")
        .hasMessageStartingWith(folder.resolve("data.csv").toString())
        .hasMessageContaining(words)
        .message()
        .hasLineCount(1);
  }

  @Test
  void anEmptyFileIsSaid() {
    refuses("", "log_loss").hasMessageContaining("is empty; expected a header line");
    refuses("||", "log_loss").hasMessageContaining("is empty; expected a header line");
  }

  @Test
  void theNearestColumnsAreNamed() {
    CsvFile file = CsvFile.of(folder, "id,malignant,forest,logistic\n1,1,0.5,0.5\n");
    CsvTable table = CsvTable.open(file.path());
    assertThatThrownBy(() -> table.column("forrest"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file.path()
                + " has no column 'forrest'; nearest: forest."
                + " Columns: id, malignant, forest, logistic");
    assertThatThrownBy(() -> table.column("LOGISTIC")).hasMessageContaining("nearest: logistic.");
    assertThatThrownBy(() -> table.column("zzzzzzzz"))
        .hasMessageEndingWith("has no column 'zzzzzzzz'. Columns: id, malignant, forest, logistic");
  }

  @Test
  void allRowsLeftOutIsNoResult() {
    CsvFile file = CsvFile.of(folder, "y,p\n1,NA\n,0.5\n");
    assertThatThrownBy(() -> file.skipping("log_loss"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no row without a missing value: all 2 were left out");
  }

  @Test
  void whatIsNoFileIsSaid() {
    assertThatThrownBy(() -> CsvTable.open(folder))
        .hasMessage(folder + " is a directory; expected a CSV file");
    Path none = folder.resolve("none.csv");
    assertThatThrownBy(() -> CsvTable.open(none))
        .isInstanceOf(DataException.class)
        .hasMessage(none + " does not exist; expected a CSV file");
  }

  @Test
  void faultsOfTheQuestionAreOfAnotherKind() {
    CsvFile file = CsvFile.of(folder, "y,p\n1,0.5\n");
    assertThatThrownBy(() -> file.score("log_los"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("log_loss");
    assertThatThrownBy(() -> file.score("log1p((z-y)")).isInstanceOf(SpecException.class);
    assertThatThrownBy(() -> file.score("cross_entropy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("columns");
    assertThat(folder).isNotEmptyDirectory();
  }

  @Test
  void whatIsGivenTwiceIsRefused() {
    CsvFile file = CsvFile.of(folder, "y,p\n1,0.5\n");
    for (String twice : new String[] {"mse,l2", "mse,squared_error", "huber,huber(delta=1)"}) {
      refusesQuestion(file, List.of("p"), Loss.splitSpecs(twice));
    }
    refusesQuestion(file, List.of("p,p"), List.of("mse"));
    refusesQuestion(file, List.of("p", " p"), List.of("mse"));
  }

  private static void refusesQuestion(CsvFile file, List<String> predictions, List<String> losses) {
    assertThatThrownBy(() ->
            Scoring.of(
                CsvFile.request(file.path(), predictions, losses, List.of(), null, Missing.ERROR)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is given twice");
  }

  @Test
  void aFieldBeyondTheLimitIsSaid() {
    CsvFile file = CsvFile.of(folder, "y,p,t\n1,0.5,a\n1,0.5," + "x".repeat(17 << 20) + "\n");
    assertThatThrownBy(() -> file.score("mse"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 3: a field is longer than 16777216 characters");
  }

  @Test
  void rowsOfLaterBlocksKeepTheirPlace() {
    CsvFile file = CsvFile.of(folder, "y,p\n" + "1,0.5\n".repeat(10) + "1,2\n");
    assertThatThrownBy(() -> Scoring.of(file.request("log_loss", null, Missing.ERROR), 3))
        .hasMessageContaining("line 12 (row 11), column p: prediction 2 is outside");
  }
}
