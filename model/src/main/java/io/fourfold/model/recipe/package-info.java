/**
 * From the packaged backbones and a data set to the model bundle, each stage once.
 * The {@code model train} command runs it.
 */
package io.fourfold.model.recipe;
