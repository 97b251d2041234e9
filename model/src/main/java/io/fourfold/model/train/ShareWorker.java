package io.fourfold.model.train;

import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.decoder.Matrix;
import io.fourfold.model.decoder.Parameters;
import io.fourfold.model.decoder.SentencePass;
import io.fourfold.model.decoder.TextPass;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Computes the gradients of one share of each batch: every n-th example, on one thread. */
final class ShareWorker {

    private final SentencePass sentencePass;
    private final TextPass textPass;
    private final DecoderWeights decoderGradients;
    private final Parameters textGradients;
    private final int first;
    private final int stride;
    private Matrix rows;

    ShareWorker(TrainedNetwork network, int first, int stride) {
        this.sentencePass = new SentencePass(network.decoder(), Vocabulary.END);
        this.textPass = new TextPass(network.textEncoder());
        this.decoderGradients = DecoderWeights.zeros(network.decoder().shape());
        this.textGradients = network.textEncoder().parameters().zerosLike();
        this.first = first;
        this.stride = stride;
    }

    Parameters decoderGradients() {
        return decoderGradients.parameters();
    }

    Parameters textGradients() {
        return textGradients;
    }

    /**
     * Runs the decoder over this share forwards and backwards.
     *
     * @param embeddings of the whole batch, {@code [batch, embedding]}
     * @param scale weight of each token's loss
     * @param embeddingGradients this share's rows of it are overwritten, {@code [batch, embedding]}
     * @return sum of the negative log-probabilities of this share
     */
    double decode(
            Matrix embeddings,
            List<int[]> captions,
            float scale,
            double dropout,
            SplittableRandom random,
            Matrix embeddingGradients) {
        decoderGradients.parameters().flat().clear();
        take(embeddings);
        double loss = 0;
        for (double logProbability : sentencePass.forward(rows, share(captions), dropout, random)) {
            loss -= logProbability;
        }
        sentencePass.backward(scale, decoderGradients, rows);
        put(embeddingGradients);
        return loss;
    }

    /** Reads this share's captions into their rows of {@code texts}, {@code [batch, embedding]}. */
    void readTexts(List<int[]> captions, Matrix texts) {
        take(texts);
        textPass.forward(share(captions), rows);
        put(texts);
    }

    /** Takes the gradients of this share's rows of the texts back, into the words too. */
    void readTextsBackwards(Matrix gradients) {
        textGradients.flat().clear();
        take(gradients);
        textPass.backward(rows, textGradients, decoderGradients.words());
    }

    private List<int[]> share(List<int[]> captions) {
        List<int[]> share = new ArrayList<>();
        for (int i = first; i < captions.size(); i += stride) {
            share.add(captions.get(i));
        }
        return share;
    }

    private void take(Matrix batch) {
        int count = (batch.rows() - first + stride - 1) / stride;
        if (rows == null || rows.rows() != count) {
            rows = Matrix.zeros(count, batch.columns());
        }
        for (int row = 0; row < count; row++) {
            rows.copyRow(row, batch, first + row * stride);
        }
    }

    private void put(Matrix batch) {
        for (int row = 0; row < rows.rows(); row++) {
            batch.copyRow(first + row * stride, rows, row);
        }
    }
}
