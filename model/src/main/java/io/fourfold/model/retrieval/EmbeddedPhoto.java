package io.fourfold.model.retrieval;

import java.util.List;

/**
 * A photo to be found.
 *
 * @param name file name
 * @param embedding not normalised, {@code [embedding]}
 * @param captions what people say about it
 */
public record EmbeddedPhoto(String name, float[] embedding, List<String> captions) {}
