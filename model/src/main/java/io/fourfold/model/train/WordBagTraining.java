package io.fourfold.model.train;

import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import io.fourfold.model.text.WordBag;
import io.fourfold.model.words.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Trains a bag of words on photos whose embeddings stay as they are, by {@link ContrastiveLoss}. */
record WordBagTraining(SearchConfig config, Consumer<String> log) {

    /**
     * Trains.
     *
     * @param photos with image embeddings as their features
     * @param maximumWords longer captions are cut to so many words
     */
    WordBag train(List<CaptionedPhoto> photos, Vocabulary vocabulary, int maximumWords) {
        SplittableRandom random = new SplittableRandom(config.seed());
        int size = photos.get(0).features().plain().length;
        WordBag bag = WordBag.random(vocabulary.tokens(), size, random);
        Parameters gradients = bag.parameters().zerosLike();
        AdamOptimizer optimizer = new AdamOptimizer(bag.parameters(), gradients);
        ExampleBatches batches = new ExampleBatches(photos, vocabulary, maximumWords, config.batchSize());
        ContrastiveLoss loss = new ContrastiveLoss(config.temperature());
        int stepsPerEpoch = batches.epoch(new SplittableRandom(config.seed())).size();
        int steps = config.epochs() * stepsPerEpoch;
        CosineSchedule schedule = new CosineSchedule(config.learningRate(), steps / 10, steps);
        int step = 0;
        for (int epoch = 1; epoch <= config.epochs(); epoch++) {
            double sum = 0;
            for (List<Example> batch : batches.epoch(random)) {
                sum += addGradients(bag, batch, loss, random, gradients);
                optimizer.update(step, schedule.rate(step));
                step++;
            }
            log.accept(String.format(
                    Locale.ROOT,
                    "bag of words, epoch %d of %d: contrastive loss %.3f",
                    epoch,
                    config.epochs(),
                    sum / stepsPerEpoch));
        }
        return bag;
    }

    private double addGradients(
            WordBag bag, List<Example> batch, ContrastiveLoss loss, SplittableRandom random, Parameters gradients) {
        int size = bag.vectors().columns();
        Matrix images = Matrix.zeros(batch.size(), size);
        Matrix texts = Matrix.zeros(batch.size(), size);
        List<int[]> read = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            read.add(kept(batch.get(i).caption(), random));
            images.write(i, batch.get(i).feature());
            texts.write(i, bag.sum(read.get(i)));
        }
        Matrix textGradients = Matrix.zeros(batch.size(), size);
        double value = loss.addGradients(1, images, texts, Matrix.zeros(batch.size(), size), textGradients);
        gradients.flat().clear();
        Matrix vectorGradients = new WordBag(gradients).vectors();
        for (int i = 0; i < batch.size(); i++) {
            for (int token : read.get(i)) {
                vectorGradients.addRow(token, textGradients, i);
            }
        }
        return value;
    }

    /** The words that are not left out; all of them if none would be left. */
    private int[] kept(int[] caption, SplittableRandom random) {
        int[] kept = Arrays.stream(caption)
                .filter(token -> random.nextDouble() >= config.wordDropout())
                .toArray();
        return kept.length == 0 ? caption : kept;
    }
}
