package io.fourfold.model.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What captioners that do not look at the photo score, and what people score.
 *
 * @param corpus the references of every photo
 */
public record Baselines(List<List<List<String>>> corpus) {

    /** The same caption for every photo. */
    public CaptionScores constant(List<String> caption) {
        return CaptionScores.of(corpus.stream()
                .map(references -> new Candidate(caption, references))
                .toList());
    }

    /** For every photo any caption of any other photo; empty if there is no other. */
    public Optional<CaptionScores> random(RandomGenerator random) {
        if (corpus.size() < 2) {
            return Optional.empty();
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < corpus.size(); i++) {
            int other = (i + 1 + random.nextInt(corpus.size() - 1)) % corpus.size();
            List<List<String>> captions = corpus.get(other);
            candidates.add(new Candidate(captions.get(random.nextInt(captions.size())), corpus.get(i)));
        }
        return Optional.of(CaptionScores.of(candidates));
    }

    /** The first caption of each photo against its others; empty if a photo has only one. */
    public Optional<CaptionScores> human() {
        if (corpus.stream().anyMatch(references -> references.size() < 2)) {
            return Optional.empty();
        }
        return Optional.of(CaptionScores.of(corpus.stream()
                .map(references -> new Candidate(references.get(0), references.subList(1, references.size())))
                .toList()));
    }
}
