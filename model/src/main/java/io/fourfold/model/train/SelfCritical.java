package io.fourfold.model.train;

/**
 * How captions are improved after they have been learned: the network says several sentences about a photo, and those that
 * people's captions agree with more than with its others become likelier (self-critical sequence training, Rennie et al. 2017;
 * the mean of the others as the baseline, Luo 2020).
 *
 * @param epochs times that every caption is seen in this phase; 0 leaves it out
 * @param learningRate Adam's highest; it falls along half a cosine to zero
 * @param photos of each batch that sentences are said about
 * @param sentences said about each of them
 * @param weight of the rewards beside the loss per word, which keeps the network close to people's language
 * @param misnaming taken from the reward of a sentence that names men where people agree on women, or the reverse; as much for all
 *     photos of women together as for all photos of men, or the fewer would be called what the more are
 * @param contrast pulls photos and their captions together meanwhile
 */
public record SelfCritical(
        int epochs,
        double learningRate,
        int photos,
        int sentences,
        double weight,
        double misnaming,
        Contrast contrast) {

    /** Leaves the phase out. */
    static final SelfCritical NONE = new SelfCritical(0, 1, 1, 2, 1, 0, new Contrast(0, 1));

    public SelfCritical {
        if (epochs < 0 || learningRate <= 0 || photos < 1 || sentences < 2 || weight <= 0 || misnaming < 0) {
            throw new IllegalArgumentException("self-critical training needs epochs of at least 0, a positive rate, "
                    + "a photo, two sentences, a positive weight and nothing negative for misnaming: " + epochs + ", "
                    + learningRate + ", " + photos + ", " + sentences + ", " + weight + ", " + misnaming);
        }
    }
}
