package io.fourfold.model.retrieval;

import java.util.List;

/**
 * What a retrieval evaluation found.
 *
 * @param textToImage ways to find photos by caption
 * @param imageToText ways to find captions by photo; a photo's first right caption counts
 * @param examples everyday queries
 */
public record Retrieval(
        List<RetrievalRow> textToImage, List<RetrievalRow> imageToText, List<ExampleQuery.Result> examples) {}
