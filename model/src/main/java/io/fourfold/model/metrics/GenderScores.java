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

    /** Looks at all candidates of photos on whose people the references agree. */
    public static GenderScores of(List<Candidate> candidates) {
        Named men = Named.NONE;
        Named women = Named.NONE;
        for (Candidate candidate : candidates) {
            boolean male = names(candidate.words(), MALE);
            boolean female = names(candidate.words(), FEMALE);
            if (agree(candidate, MALE, FEMALE)) {
                men = men.plus(male, female);
            } else if (agree(candidate, FEMALE, MALE)) {
                women = women.plus(female, male);
            }
        }
        return new GenderScores(men, women);
    }

    private static boolean agree(Candidate candidate, Set<String> sex, Set<String> other) {
        return candidate.references().stream().noneMatch(caption -> names(caption, other))
                && candidate.references().stream()
                                .filter(caption -> names(caption, sex))
                                .count()
                        >= AGREEING;
    }

    private static boolean names(List<String> caption, Set<String> words) {
        return caption.stream().anyMatch(words::contains);
    }
}
