package io.fourfold.model.metrics;

import java.util.List;
import java.util.Set;

/**
 * Who is called a man and who a woman. Counted are photos whose people's captions agree: at least three name people of one sex,
 * and none of the other.
 *
 * @param men what is said about photos of men or boys
 * @param women what is said about photos of women or girls
 */
public record GenderScores(Named men, Named women) {

    private static final Set<String> MALE = Set.of(
            "man", "men", "boy", "boys", "guy", "guys", "male", "males", "gentleman", "father", "he", "his", "him");
    private static final Set<String> FEMALE = Set.of(
            "woman", "women", "girl", "girls", "lady", "ladies", "female", "females", "mother", "bride", "she", "her");
    private static final int AGREEING = 3;

    /**
     * How many photos, and what their captions name.
     *
     * @param right people of the sex that people named only
     * @param wrong people of the other sex only
     * @param both people of both
     * @param neither nobody, or people without saying which
     */
    public record Named(int photos, int right, int wrong, int both, int neither) {

        private static final Named NONE = new Named(0, 0, 0, 0, 0);

        private Named plus(boolean rightSex, boolean otherSex) {
            return new Named(
                    photos + 1,
                    right + (rightSex && !otherSex ? 1 : 0),
                    wrong + (otherSex && !rightSex ? 1 : 0),
                    both + (rightSex && otherSex ? 1 : 0),
                    neither + (rightSex || otherSex ? 0 : 1));
        }
    }

    /** The people whom the captions of a photo agree on. */
    public enum Agreed {
        MEN,
        WOMEN,
        NOBODY;

        /** By people's captions of a photo. */
        public static Agreed of(List<List<String>> references) {
            if (agree(references, MALE, FEMALE)) {
                return MEN;
            }
            return agree(references, FEMALE, MALE) ? WOMEN : NOBODY;
        }

        /** Whether a caption names people of the other sex only. */
        public boolean misnamedBy(List<String> caption) {
            boolean male = names(caption, MALE);
            boolean female = names(caption, FEMALE);
            return this == MEN && female && !male || this == WOMEN && male && !female;
        }
    }

    /** Looks at all candidates of photos on whose people the references agree. */
    public static GenderScores of(List<Candidate> candidates) {
        Named men = Named.NONE;
        Named women = Named.NONE;
        for (Candidate candidate : candidates) {
            boolean male = names(candidate.words(), MALE);
            boolean female = names(candidate.words(), FEMALE);
            switch (Agreed.of(candidate.references())) {
                case MEN -> men = men.plus(male, female);
                case WOMEN -> women = women.plus(female, male);
                case NOBODY -> {}
            }
        }
        return new GenderScores(men, women);
    }

    private static boolean agree(List<List<String>> references, Set<String> sex, Set<String> other) {
        return references.stream().noneMatch(caption -> names(caption, other))
                && references.stream().filter(caption -> names(caption, sex)).count() >= AGREEING;
    }

    private static boolean names(List<String> caption, Set<String> words) {
        return caption.stream().anyMatch(words::contains);
    }
}
