package io.fourfold.model.train;

import java.util.List;

/**
 * A photo to learn from.
 *
 * @param name file name
 * @param features what the backbone sees in it
 * @param captions what people said about it, at least one
 * @param times that it is seen, with each of its captions, in an epoch
 */
public record CaptionedPhoto(String name, PhotoFeatures features, List<String> captions, int times) {}
