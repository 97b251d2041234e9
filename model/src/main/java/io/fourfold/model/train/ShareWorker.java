package io.fourfold.model.train;

import io.fourfold.model.decoder.DecoderWeights;
import io.fourfold.model.decoder.SentencePass;
import io.fourfold.model.decoder.SentenceSampler;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import io.fourfold.model.text.TextPass;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Computes the gradients of one share of each batch: every n-th example, on one thread. */
final class ShareWorker {

    private final SentencePass sentencePass;
    private final SentenceSampler sampler;
    private final TextPass textPass;
    private final DecoderWeights decoderGradients;
    private final Parameters textGradients;
    private final int first;
    private final int stride;
    private Matrix rows;

    /** @param maximumWords longest sentence said */
    ShareWorker(TrainedNetwork network, int maximumWords, int first, int stride) {
        this.sentencePass = new SentencePass(network.decoder(), Vocabulary.END);
        this.sampler = new SentenceSampler(network.decoder(), maximumWords);
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

    /**
     * Says sentences about this share's part of a batch and adds the gradients that make the better ones likelier.
     *
     * @param embeddings of the whole batch, {@code [batch, embedding]}
     * @param photos of the training photos, by position, that the first rows of the batch show
     * @param scale weight of each sentence's advantage
     * @param embeddingGradients added to, {@code [batch, embedding]}
     * @return sum of the rewards of this share
     */
    double reinforce(
            Matrix embeddings,
            int[] photos,
            int sentencesPerPhoto,
            CaptionReward reward,
            float scale,
            SplittableRandom random,
            Matrix embeddingGradients) {
        int[] rowOf = IntStream.iterate(first, row -> row < photos.length, row -> row + stride)
                .flatMap(row -> IntStream.generate(() -> row).limit(sentencesPerPhoto))
                .toArray();
        if (rowOf.length == 0) {
            return 0;
        }
        Matrix repeated = Matrix.zeros(rowOf.length, embeddings.columns());
        for (int i = 0; i < rowOf.length; i++) {
            repeated.copyRow(i, embeddings, rowOf[i]);
        }
        List<int[]> sentences = sampler.sample(repeated, random);
        double[] rewards = new double[rowOf.length];
        for (int i = 0; i < rowOf.length; i++) {
            rewards[i] = reward.of(photos[rowOf[i]], sentences.get(i));
        }
        sentencePass.forward(repeated, sentences);
        sentencePass.backward(scaledAdvantages(rewards, sentencesPerPhoto, scale), decoderGradients, repeated);
        for (int i = 0; i < rowOf.length; i++) {
            embeddingGradients.addRow(rowOf[i], repeated, i);
        }
        return DoubleStream.of(rewards).sum();
    }

    /** By how much each reward exceeds the mean of the other sentences about the same photo. */
    private static float[] scaledAdvantages(double[] rewards, int sentencesPerPhoto, float scale) {
        float[] advantages = new float[rewards.length];
        for (int from = 0; from < rewards.length; from += sentencesPerPhoto) {
            double sum = 0;
            for (int i = 0; i < sentencesPerPhoto; i++) {
                sum += rewards[from + i];
            }
            for (int i = 0; i < sentencesPerPhoto; i++) {
                double others = (sum - rewards[from + i]) / (sentencesPerPhoto - 1);
                advantages[from + i] = (float) (scale * (rewards[from + i] - others));
            }
        }
        return advantages;
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
