package io.fourfold.model.train;

import io.fourfold.model.metrics.Candidate;
import io.fourfold.model.metrics.CiderD;
import io.fourfold.model.words.CaptionWords;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * How good a caption of a training photo is: its CIDEr-D beside what people said. The end of a caption counts as a word, or
 * captions that stop after "in a" would pay. Immutable.
 */
final class CaptionReward {

    private static final String END = ".";

    private final Vocabulary vocabulary;
    private final List<List<List<String>>> references;
    private final CiderD ciderD;

    CaptionReward(List<CaptionedPhoto> photos, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.references = photos.stream()
                .map(photo -> photo.captions().stream()
                        .map(caption -> ended(CaptionWords.of(caption)))
                        .toList())
                .toList();
        this.ciderD = new CiderD(references);
    }

    /**
     * Judges a caption.
     *
     * @param photo position among the training photos
     * @param caption tokens without the end token
     * @return 0 to 10
     */
    double of(int photo, int[] caption) {
        List<String> words = new ArrayList<>();
        for (int token : caption) {
            words.add(vocabulary.word(token));
        }
        return ciderD.of(new Candidate(ended(words), references.get(photo)));
    }

    private static List<String> ended(List<String> words) {
        List<String> ended = new ArrayList<>(words);
        ended.add(END);
        return ended;
    }
}
