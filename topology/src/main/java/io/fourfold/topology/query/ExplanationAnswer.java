package io.fourfold.topology.query;

import io.fourfold.model.explain.Explanation;
import io.fourfold.schemas.UnknownWord;
import java.util.List;
import java.util.Optional;

/**
 * What each place of a photo contributes.
 *
 * @param explanation whose total is the logarithm of a word's probability, or a cosine
 * @param after of a word: what of the photo's caption comes before it
 * @param unknownWords of a text: words that were left out
 * @param modelVersion version of the network that looked at the photo
 */
public record ExplanationAnswer(
        Explanation explanation, Optional<String> after, List<UnknownWord> unknownWords, String modelVersion) {}
