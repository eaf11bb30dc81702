package org.surprisal.cli;

import java.util.Iterator;
import org.surprisal.loss.Catalogue;

/** What completion offers where a loss is asked for; the catalogue is read only then. */
final class LossNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Catalogue.names().iterator();
  }
}
