package io.fourfold.model.inversion;

/**
 * Makes the cosines of different queries comparable: a score is how many standard deviations a photo lies above the mean cosine
 * of the training photos with this query. An unrelated photo has a score about 0; few have more than 3.
 *
 * @param mean cosine of a training photo with the query
 * @param deviation standard deviation of that cosine
 */
public record ScoreScale(double mean, double deviation) {

    /** Score of a photo by its cosine; rises with it. */
    public double score(double cosine) {
        return (cosine - mean) / deviation;
    }
}
