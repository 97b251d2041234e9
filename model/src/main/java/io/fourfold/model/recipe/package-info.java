/** From packaged backbones and a data set to the model bundle, each stage once. */
package io.fourfold.model.recipe;
