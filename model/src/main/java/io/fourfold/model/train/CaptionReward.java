package io.fourfold.model.train;

import io.fourfold.model.metrics.Candidate;
import io.fourfold.model.metrics.CiderD;
import io.fourfold.model.metrics.GenderScores.Agreed;
import io.fourfold.model.words.CaptionWords;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How good a caption of a training photo is: its CIDEr-D beside what people said. The end of a caption counts as a word, or
 * captions that stop after "in a" would pay. Calling a woman a man, or a man a woman, costs. Immutable.
 */
final class CaptionReward {

    private static final String END = ".";

    private final Vocabulary vocabulary;
    private final List<List<List<String>>> references;
    private final CiderD ciderD;
    private final List<Agreed> people;
    private final Map<Agreed, Double> penalties = new EnumMap<>(Agreed.class);

    /** @param misnaming what calling a person of one sex one of the other costs, see {@link SelfCritical} */
    CaptionReward(List<CaptionedPhoto> photos, Vocabulary vocabulary, double misnaming) {
        this.vocabulary = vocabulary;
        this.people = photos.stream()
                .map(photo -> Agreed.of(
                        photo.captions().stream().map(CaptionWords::of).toList()))
                .toList();
        long men = Collections.frequency(people, Agreed.MEN);
        long women = Collections.frequency(people, Agreed.WOMEN);
        penalties.put(Agreed.MEN, misnaming * (men + women) / (2.0 * Math.max(1, men)));
        penalties.put(Agreed.WOMEN, misnaming * (men + women) / (2.0 * Math.max(1, women)));
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
     * @return 0 to 10, less the penalty for misnaming
     */
    double of(int photo, int[] caption) {
        List<String> words = new ArrayList<>();
        for (int token : caption) {
            words.add(vocabulary.word(token));
        }
        double penalty = people.get(photo).misnamedBy(words) ? penalties.get(people.get(photo)) : 0;
        return ciderD.of(new Candidate(ended(words), references.get(photo))) - penalty;
    }

    private static List<String> ended(List<String> words) {
        List<String> ended = new ArrayList<>(words);
        ended.add(END);
        return ended;
    }
}
