package io.fourfold.model.train;

import io.fourfold.model.decoder.BeamSearch;
import io.fourfold.model.decoder.NetworkLikelihood;
import io.fourfold.model.evaluate.Candidate;
import io.fourfold.model.evaluate.CaptionLikelihood.TokenLoss;
import io.fourfold.model.evaluate.CaptionScores;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** Scores a network on photos that it does not learn from. */
final class HeldOutCheck {

    private final List<CaptionedPhoto> photos;
    private final Vocabulary vocabulary;
    private final int beamWidth;
    private final int maximumWords;

    HeldOutCheck(List<CaptionedPhoto> photos, Vocabulary vocabulary, int beamWidth, int maximumWords) {
        this.photos = List.copyOf(photos);
        this.vocabulary = vocabulary;
        this.beamWidth = beamWidth;
        this.maximumWords = maximumWords;
    }

    HeldOutScore score(TrainedNetwork network) {
        AffineMap projection = network.projection().folded();
        NetworkLikelihood likelihood = new NetworkLikelihood(network.decoder(), vocabulary);
        BeamSearch beam = new BeamSearch(network.decoder(), vocabulary, beamWidth, maximumWords);
        TokenLoss loss = TokenLoss.NONE;
        List<Candidate> candidates = new ArrayList<>();
        for (CaptionedPhoto photo : photos) {
            float[] embedding = projection.apply(photo.features().plain());
            loss = loss.plus(likelihood.of(embedding, photo.captions()));
            candidates.add(Candidate.of(beam.search(embedding).get(0).text(), photo.captions()));
        }
        return new HeldOutScore(
                photos.size(), loss.negativeLogLikelihood() / loss.tokens(), CaptionScores.of(candidates));
    }
}
