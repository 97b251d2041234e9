package io.fourfold.model.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fourfold.model.metrics.CaptionScores;
import io.fourfold.model.metrics.ConfidenceScores;
import io.fourfold.model.metrics.GenderScores;
import io.fourfold.model.retrieval.Retrieval;

/**
 * Everything that {@code scores.json} says; absent parts are left out there.
 *
 * @param model version of the network
 * @param images number of photos
 * @param network the network's captions
 * @param tokenCrossEntropy mean negative log-likelihood of the references' tokens, natural log
 * @param constantCaption the caption of the highest BLEU-4 among those that are the same for every photo
 * @param randomCaption a caption of another photo
 * @param humanCaption each photo's first caption against its others
 * @param words answers to the committed questions about words
 * @param gender whom the network calls men and women
 * @param confidence whether the captions are as good as the network believes; absent if it says nothing of that
 * @param retrieval photos found by text and texts by photo
 * @param millisPerImage wall-clock time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evaluation(
        String model,
        int images,
        CaptionScores network,
        Double tokenCrossEntropy,
        Constant constantCaption,
        CaptionScores randomCaption,
        CaptionScores humanCaption,
        WordScores words,
        GenderScores gender,
        Confidence confidence,
        Retrieval retrieval,
        Millis millisPerImage) {

    /**
     * The constant caption's row.
     *
     * @param caption what it says
     * @param chosenFrom whose captions it was the best of
     */
    public record Constant(String caption, String chosenFrom, CaptionScores scores) {}

    /**
     * Both questions that may be asked of confidence.
     *
     * @param aboveMedian whether it tells captions above the median of these photos from the others
     * @param aboveBar whether captions are accepted as often as it says, by the bar that the network was calibrated by, wherever
     *     these photos are easier or harder than those
     */
    public record Confidence(ConfidenceScores aboveMedian, ConfidenceScores aboveBar) {}

    /**
     * Milliseconds per photo on one thread.
     *
     * @param embed reading, decoding and encoding
     * @param caption beam search
     */
    public record Millis(double embed, double caption) {}
}
