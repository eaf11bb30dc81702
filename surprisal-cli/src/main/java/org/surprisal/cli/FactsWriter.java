package org.surprisal.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.surprisal.loss.Facts;
import org.surprisal.loss.Parameter;

/** What the catalogue knows about a loss, as JSON and as text. */
final class FactsWriter {
  private FactsWriter() {}

  /** Writes the fields of an object that the caller has opened. */
  static void write(JsonGenerator json, Facts facts) throws IOException {
    json.writeStringField("name", facts.name());
    Json.strings(json, "aliases", facts.aliases());
    json.writeStringField("title", facts.title());
    json.writeArrayFieldStart("parameters");
    for (Parameter parameter : facts.parameters()) {
      json.writeStartObject();
      json.writeStringField("name", parameter.name());
      json.writeStringField("default", parameter.defaultText());
      json.writeStringField("domain", parameter.domain());
      json.writeStringField("meaning", parameter.meaning());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("target", facts.target());
    json.writeStringField("prediction", facts.prediction());
    json.writeStringField("link", facts.link());
    json.writeStringField("assumes", facts.assumes());
    json.writeStringField("estimates", facts.estimates());
    json.writeStringField("kinks", facts.kinks());
    json.writeStringField("constant", facts.constant());
    json.writeStringField("use", facts.use());
    json.writeStringField("avoid", facts.avoid());
    Json.strings(json, "elsewhere", facts.elsewhere());
    Json.strings(json, "sources", facts.sources());
  }
}
