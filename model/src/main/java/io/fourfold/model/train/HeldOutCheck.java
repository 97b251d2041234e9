package io.fourfold.model.train;

import io.fourfold.model.decoder.Matrix;
import io.fourfold.model.decoder.SentencePass;
import io.fourfold.model.words.Vocabulary;
import java.util.List;

/** Scores a network on photos it does not learn from. */
final class HeldOutCheck {

    private final List<CaptionedPhoto> photos;
    private final Vocabulary vocabulary;

    HeldOutCheck(List<CaptionedPhoto> photos, Vocabulary vocabulary, int maximumWords) {
        this.photos = List.copyOf(photos);
        this.vocabulary = vocabulary;
    }

    HeldOutScore score(TrainedNetwork network) {
        AffineMap projection = network.projection().folded();
        SentencePass pass = new SentencePass(network.decoder(), Vocabulary.END);
        double loss = 0;
        int tokens = 0;
        for (CaptionedPhoto photo : photos) {
            float[] embedding = projection.apply(photo.features().plain());
            List<int[]> captions =
                    photo.captions().stream().map(vocabulary::tokens).toList();
            Matrix embeddings = Matrix.zeros(captions.size(), embedding.length);
            embeddings.fillRows(Matrix.row(embedding));
            for (double logProbability : pass.forward(embeddings, captions)) {
                loss -= logProbability;
            }
            tokens += captions.stream().mapToInt(caption -> caption.length + 1).sum();
        }
        return new HeldOutScore(loss / tokens);
    }
}
