package io.fourfold.topology.http;

import io.fourfold.model.decoder.Caption;
import java.util.List;

/**
 * One sentence about a photo.
 *
 * @param text lower-case words
 * @param logProbability natural log of its probability given the photo, not length-normalised
 */
record CaptionJson(String text, double logProbability) {

    static List<CaptionJson> of(List<Caption> captions) {
        return captions.stream()
                .map(caption -> new CaptionJson(caption.text(), caption.logProbability()))
                .toList();
    }
}
