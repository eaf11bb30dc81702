/**
 * What a model is trained on: a mean loss with penalties on the parameters, several tasks together,
 * a teacher beside the labels; and what is done about rare classes: class weights and oversampling.
 */
@NullMarked
package org.surprisal.objective;

import org.jspecify.annotations.NullMarked;
