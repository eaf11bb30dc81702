package org.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The picture in the README is what the program prints today. */
final class ScorePictureTest {
  private static final Path FILE = Path.of("..", "docs", "images", "score.svg");
  private static final String CURE =
      "docs/images/score.svg is not what the program prints; if the change is meant, write it anew"
          + " and look at it: mvn -pl surprisal-cli -am test -Dtest=ScorePictureTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dpages.write=true";

  @Test
  void pictureIsWhatTheProgramPrints() throws IOException {
    List<String> typed =
        List.of(
            "$ ./surprisal score examples/breast-cancer/predictions.csv \\",
            "    --target malignant --prediction forest,logistic \\",
            "    --loss log_loss,brier --metric roc_auc,accuracy");
    String command = String.join(" ", typed).replace(" \\", "").replaceAll(" +", " ");
    List<String> words = List.of(command.replace("examples/", "../examples/").split(" ", -1));
    Ran ran = Ran.of(words.subList(2, words.size()).toArray(String[]::new));
    assertThat(ran.err()).isEmpty();
    String picture = TerminalPicture.of(typed, ran.out().replace("../examples/", "examples/"));
    if (Boolean.getBoolean("pages.write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, picture);
    }
    assertThat(Files.exists(FILE) ? Files.readString(FILE) : "").as(CURE).isEqualTo(picture);
  }
}
