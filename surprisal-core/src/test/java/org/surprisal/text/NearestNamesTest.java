package org.surprisal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestNamesTest {
  private static final List<String> NAMES = List.of("weight", "want", "mask", "malignant");

  @Test
  void findsWhatIsNearOrBegunAndNothingElse() {
    assertThat(NearestNames.of("wieght", NAMES)).containsExactly("weight");
    assertThat(NearestNames.of("Mask", NAMES)).containsExactly("mask");
    assertThat(NearestNames.of("malign", NAMES)).containsExactly("malignant");
    assertThat(NearestNames.of("loss_function", NAMES)).isEmpty();
    assertThat(NearestNames.of("", NAMES)).isEmpty();
  }

  @Test
  void asksOnlyWhereThereIsSomethingToAsk() {
    assertThat(NearestNames.question("; ", "wieght", NAMES)).isEqualTo("; did you mean weight?");
    assertThat(NearestNames.question("; ", "x", NAMES)).isEmpty();
  }
}
