package io.fourfold.model.train;

import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Learns from one batch: loss, gradients, one step of the optimiser. */
final class BatchTrainer {

    private final TrainingConfig config;
    private final TrainedNetwork network;
    private final List<ShareWorker> workers;
    private final ExecutorService executor;
    private final Contrast contrast;
    private final ContrastiveLoss contrastiveLoss;
    private final Optional<CaptionReward> reward;

    /**
     * @param executor with at least as many threads as the configuration names
     * @param reward judges the network's own sentences; none while it only learns from people's
     */
    BatchTrainer(
            TrainingConfig config, TrainedNetwork network, ExecutorService executor, Optional<CaptionReward> reward) {
        this.config = config;
        this.network = network;
        this.executor = executor;
        this.reward = reward;
        this.contrast = reward.isPresent()
                ? config.selfCritical().contrast()
                : config.imitation().contrast();
        this.contrastiveLoss = new ContrastiveLoss(contrast.temperature());
        this.workers = IntStream.range(0, config.batches().threads())
                .mapToObj(i -> new ShareWorker(
                        network,
                        config.beam().maximumWords(),
                        i,
                        config.batches().threads()))
                .toList();
    }

    /**
     * Learns from a batch.
     *
     * @param step steps done before this one, which decides the optimiser's bias correction
     */
    BatchLoss learn(List<Example> batch, int step, double learningRate, SplittableRandom random)
            throws InterruptedException {
        List<int[]> captions = batch.stream().map(Example::caption).toList();
        int tokens = captions.stream().mapToInt(caption -> caption.length + 1).sum();
        Matrix embeddings = network.projection()
                .forward(
                        batch.stream().map(Example::feature).toList(),
                        config.batches().dropout(),
                        random.split());
        Matrix gradients = Matrix.zeros(embeddings.rows(), embeddings.columns());
        double loss = decode(embeddings, captions, 1f / tokens, random, gradients);
        double rewards = reward.isPresent() ? reinforce(reward.get(), embeddings, batch, random, gradients) : 0;
        double contrastive = contrast.weight() > 0 ? contrast(embeddings, captions, gradients) : 0;
        sum(ShareWorker::decoderGradients, network.decoderGradients());
        sum(ShareWorker::textGradients, network.textGradients());
        network.projection().backward(gradients);
        clip();
        network.update(step, learningRate);
        return new BatchLoss(loss, tokens, contrastive, rewards);
    }

    private double decode(
            Matrix embeddings, List<int[]> captions, float scale, SplittableRandom random, Matrix gradients)
            throws InterruptedException {
        return sum(worker -> {
            SplittableRandom own = random.split();
            return () ->
                    worker.decode(embeddings, captions, scale, config.batches().dropout(), own, gradients);
        });
    }

    private double reinforce(
            CaptionReward judge, Matrix embeddings, List<Example> batch, SplittableRandom random, Matrix gradients)
            throws InterruptedException {
        SelfCritical how = config.selfCritical();
        int[] photos =
                batch.stream().limit(how.photos()).mapToInt(Example::photo).toArray();
        int sentences = photos.length * how.sentences();
        float scale = (float) (how.weight() / sentences);
        return sum(worker -> {
                    SplittableRandom own = random.split();
                    return () -> worker.reinforce(embeddings, photos, how.sentences(), judge, scale, own, gradients);
                })
                / sentences;
    }

    /** Adds up what all workers find in their shares. */
    private double sum(Function<ShareWorker, Callable<Double>> work) throws InterruptedException {
        double sum = 0;
        for (double share : run(workers.stream().map(work).toList())) {
            sum += share;
        }
        return sum;
    }

    private double contrast(Matrix embeddings, List<int[]> captions, Matrix gradients) throws InterruptedException {
        Matrix texts = Matrix.zeros(embeddings.rows(), embeddings.columns());
        Matrix textGradients = Matrix.zeros(embeddings.rows(), embeddings.columns());
        run(forAll(worker -> worker.readTexts(captions, texts)));
        double loss = contrastiveLoss.addGradients(contrast.weight(), embeddings, texts, gradients, textGradients);
        run(forAll(worker -> worker.readTextsBackwards(textGradients)));
        return loss;
    }

    private List<Callable<Void>> forAll(Consumer<ShareWorker> work) {
        return workers.stream()
                .<Callable<Void>>map(worker -> () -> {
                    work.accept(worker);
                    return null;
                })
                .toList();
    }

    private void sum(Function<ShareWorker, Parameters> gradients, Parameters sum) {
        sum.flat().clear();
        workers.forEach(worker -> Blas.add(gradients.apply(worker).flat(), sum.flat()));
    }

    private void clip() {
        double squares = 0;
        for (Parameters gradients : network.gradients()) {
            double norm = Blas.norm(gradients.flat());
            squares += norm * norm;
        }
        double norm = Math.sqrt(squares);
        if (!Double.isFinite(norm)) {
            throw new IllegalStateException("the gradients are not finite: lower the learning rate");
        }
        if (norm > config.batches().gradientClip()) {
            float factor = (float) (config.batches().gradientClip() / norm);
            network.gradients().forEach(gradients -> Blas.scale(factor, gradients.flat()));
        }
    }

    private <T> List<T> run(List<Callable<T>> work) throws InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> future : executor.invokeAll(work)) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("training failed", e.getCause());
            }
        }
        return results;
    }
}
