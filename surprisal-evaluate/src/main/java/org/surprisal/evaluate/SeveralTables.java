package org.surprisal.evaluate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Files of the same columns, in whatever order each has them, read one after the other. What is
 * written in parts may have parts without rows.
 */
final class SeveralTables implements Table {
  private final String name;
  private final List<? extends Table> tables;

  /**
   * @param name how the files were named
   * @throws DataException if a file has other columns than the first
   */
  SeveralTables(String name, List<? extends Table> tables) {
    this.name = name;
    this.tables = tables;
    List<String> first = header();
    for (Table table : tables) {
      List<String> missing = without(first, table.header());
      List<String> more = without(table.header(), first);
      if (!missing.isEmpty() || !more.isEmpty()) {
        throw new DataException(
            table.name()
                + " has other columns than "
                + tables.getFirst().name()
                + ": "
                + (missing.isEmpty() ? "it also has " : "it lacks ")
                + String.join(", ", missing.isEmpty() ? more : missing)
                + "; files that are scored together need the same");
      }
    }
  }

  private static List<String> without(List<String> names, List<String> others) {
    return names.stream().filter(n -> !new HashSet<>(others).contains(n)).toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> header() {
    return tables.getFirst().header();
  }

  /** As the first file says it, with its name. */
  @Override
  public int column(String column) {
    return tables.getFirst().column(column);
  }

  @Override
  public Pass read(List<Field> wanted, boolean skipMissing, int blockRows, Consumer<Block> each) {
    Pass all = new Pass(0, 0, 0);
    @Nullable NoRowsException none = null;
    for (int t = 0; t < tables.size(); t++) {
      Table table = tables.get(t);
      List<Field> fields = new ArrayList<>();
      for (Field field : wanted) {
        int column = table.column(header().get(field.column()));
        fields.add(new Field(column, field.truth(), field.texts()));
      }
      int before = t;
      Consumer<Block> next =
          block -> {
            block.setShare((before + block.share()) / tables.size());
            each.accept(block);
          };
      try {
        all = all.plus(table.read(fields, skipMissing, blockRows, next));
      } catch (NoRowsException problem) {
        none = problem;
      }
    }
    if (none != null && all.rows() == 0) {
      throw none;
    }
    return all;
  }
}
