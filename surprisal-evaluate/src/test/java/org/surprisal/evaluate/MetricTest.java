package org.surprisal.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {
  @ParameterizedTest
  @CsvSource({
    "auc,ROC_AUC",
    "AUROC,ROC_AUC",
    "ap,AVERAGE_PRECISION",
    "average precision,AVERAGE_PRECISION",
    "average-precision,AVERAGE_PRECISION",
    "R²,R2",
    "r_squared,R2",
    "RMSE,RMSE",
    "mean_absolute_error,MAE",
    "sensitivity,RECALL",
    "acc,ACCURACY",
    "F1,F1"
  })
  void namesAreFoundInTheFormsPeopleType(String name, Metric metric) {
    assertThat(Metric.parse(name)).isEqualTo(metric);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void everyNameLeadsToItsMetricAlone(Metric metric) {
    assertThat(Metric.parse(metric.text())).isEqualTo(metric);
    for (String alias : metric.aliases()) {
      assertThat(Metric.find(alias)).contains(metric);
    }
    assertThat(metric.definition()).isNotBlank().doesNotContain("\n");
    assertThat(metric.perfect()).isEqualTo(metric.better() == Metric.Better.HIGHER ? 1 : 0);
  }

  @Test
  void noNameBelongsToTwo() {
    Set<String> names = new HashSet<>();
    for (Metric metric : Metric.values()) {
      assertThat(names.add(metric.text())).isTrue();
      metric.aliases().forEach(alias -> assertThat(names.add(alias)).as(alias).isTrue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pr_auc", "PR-AUC", "auprc", "aucpr"})
  void theTrapezoidIsRefusedWithTheCure(String name) {
    assertThat(Metric.find(name)).isEmpty();
    assertThatThrownBy(() -> Metric.parse(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "metric '%s' is not offered: trapezoids under a precision-recall curve flatter it; ask"
                + " for average_precision, which sums its steps",
            name);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Metric.parse("acuracy"))
        .hasMessage(
            "metric 'acuracy' is not known; there are accuracy, balanced_accuracy, f1, precision,"
                + " recall, roc_auc, average_precision, rmse, mae, r2; did you mean accuracy?");
  }

  @Test
  void onlyTheMetricsOfLabelsHaveAThreshold() {
    assertThat(Metric.F1.isOfLabels()).isTrue();
    assertThat(Metric.ROC_AUC.isOfLabels()).isFalse();
    assertThat(Metric.ROC_AUC.isRanking()).isTrue();
    assertThat(Metric.RMSE.isOfLabels()).isFalse();
  }
}
