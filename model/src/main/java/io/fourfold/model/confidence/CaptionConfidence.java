package io.fourfold.model.confidence;

import io.fourfold.model.decoder.Caption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Says how far captions are to be believed. Safe for concurrent callers. */
public record CaptionConfidence(CaptionEvidence evidence, Calibration calibration) {

    /**
     * The same captions in the same order, with their confidence.
     *
     * @param embeddings the photos', {@code [embedding]} each
     * @param captions of each photo
     */
    public List<List<Caption>> rate(List<float[]> embeddings, List<List<Caption>> captions) {
        List<List<Map<Evidence, Double>>> found = evidence.of(embeddings, captions);
        List<List<Caption>> rated = new ArrayList<>();
        for (int i = 0; i < captions.size(); i++) {
            rated.add(rate(embeddings.get(i), captions.get(i), found.get(i)));
        }
        return rated;
    }

    private List<Caption> rate(float[] embedding, List<Caption> captions, List<Map<Evidence, Double>> found) {
        List<Caption> rated = new ArrayList<>();
        for (int i = 0; i < captions.size(); i++) {
            Caption caption = captions.get(i);
            double confidence = calibration.confidence(embedding, found.get(i));
            rated.add(new Caption(caption.text(), caption.logProbability(), OptionalDouble.of(confidence)));
        }
        return rated;
    }
}
