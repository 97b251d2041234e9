package io.fourfold.topology.http;

import io.fourfold.model.decoder.Caption;
import java.util.List;

/**
 * One sentence about a photo.
 *
 * @param text lower-case words
 * @param logProbability natural log of its probability given the photo, not length-normalised
 * @param confidence probability that a person would accept it; {@link Caption#NOT_KNOWN} if that is not known
 */
record CaptionJson(String text, double logProbability, double confidence) {

    /** Those that have at least some confidence. */
    static List<CaptionJson> of(List<Caption> captions, double minConfidence) {
        return captions.stream()
                .filter(caption -> caption.reaches(minConfidence))
                .map(caption -> new CaptionJson(
                        caption.text(),
                        caption.logProbability(),
                        caption.confidence().orElse(Caption.NOT_KNOWN)))
                .toList();
    }
}
