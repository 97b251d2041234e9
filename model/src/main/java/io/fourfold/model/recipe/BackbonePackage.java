package io.fourfold.model.recipe;

/** Where the backbone that training starts from is to be had: the npm package {@code @codait/max-image-segmenter@0.3.0}. */
@FunctionalInterface
public interface BackbonePackage extends PackageSource {}
