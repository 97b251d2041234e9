package io.fourfold.model.train;

import io.fourfold.model.decoder.BeamSearch;
import io.fourfold.model.decoder.CaptionLikelihood.TokenLoss;
import io.fourfold.model.decoder.Decoder;
import io.fourfold.model.decoder.NetworkLikelihood;
import io.fourfold.model.metrics.Candidate;
import io.fourfold.model.metrics.CaptionScores;
import io.fourfold.model.words.Vocabulary;
import java.util.List;

/** Scores a network on photos that it does not learn from. */
record HeldOutCheck(List<CaptionedPhoto> photos, Vocabulary vocabulary, int beamWidth, int maximumWords) {

    HeldOutCheck {
        photos = List.copyOf(photos);
    }

    HeldOutScore score(TrainedNetwork network) {
        return score(network.decoder(), network.projection().folded());
    }

    /** @param projection of the photos' features */
    HeldOutScore score(Decoder decoder, AffineMap projection) {
        BeamSearch beam = new BeamSearch(decoder, vocabulary, beamWidth, maximumWords);
        List<Candidate> candidates = photos.stream()
                .map(photo -> Candidate.of(caption(beam, projection, photo), photo.captions()))
                .toList();
        return new HeldOutScore(photos.size(), crossEntropy(decoder, projection), CaptionScores.of(candidates));
    }

    /** Mean negative log-probability of a token of people's captions. */
    double crossEntropy(TrainedNetwork network) {
        return crossEntropy(network.decoder(), network.projection().folded());
    }

    private double crossEntropy(Decoder decoder, AffineMap projection) {
        NetworkLikelihood likelihood = new NetworkLikelihood(decoder, vocabulary);
        TokenLoss loss = TokenLoss.NONE;
        for (CaptionedPhoto photo : photos) {
            loss = loss.plus(likelihood.of(projection.apply(photo.features().plain()), photo.captions()));
        }
        return loss.negativeLogLikelihood() / loss.tokens();
    }

    private static String caption(BeamSearch beam, AffineMap projection, CaptionedPhoto photo) {
        return beam.search(projection.apply(photo.features().plain())).get(0).text();
    }
}
