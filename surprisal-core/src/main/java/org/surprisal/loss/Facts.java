package org.surprisal.loss;

import java.util.List;

/**
 * What is known about a loss, in words.
 *
 * @param name canonical name
 * @param aliases other names that are read as this one
 * @param title what it is, in a line
 * @param parameters its parameters
 * @param target what targets are allowed
 * @param prediction what predictions are allowed, by scale
 * @param link how raw predictions and the response belong together
 * @param assumes the belief about the target of which it is the negative log-likelihood, or none
 * @param estimates what of the target's distribution its minimiser is
 * @param kinks where it is not smooth, and what is taken there
 * @param constant the constant that was dropped from a likelihood
 * @param use when it is the right choice
 * @param avoid when it is not
 * @param elsewhere what other libraries and texts call it or do differently
 * @param sources where it comes from
 */
public record Facts(
    String name,
    List<String> aliases,
    String title,
    List<Parameter> parameters,
    String target,
    String prediction,
    String link,
    String assumes,
    String estimates,
    String kinks,
    String constant,
    String use,
    String avoid,
    List<String> elsewhere,
    List<String> sources) {

  public Facts {
    aliases = List.copyOf(aliases);
    parameters = List.copyOf(parameters);
    elsewhere = List.copyOf(elsewhere);
    sources = List.copyOf(sources);
  }
}
