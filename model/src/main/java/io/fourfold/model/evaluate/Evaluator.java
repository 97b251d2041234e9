package io.fourfold.model.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fourfold.model.Network;
import io.fourfold.model.decoder.Caption;
import io.fourfold.model.decoder.CaptionLikelihood;
import io.fourfold.model.files.AtomicFile;
import io.fourfold.model.image.BadPhotoException;
import io.fourfold.model.metrics.Baselines;
import io.fourfold.model.metrics.Candidate;
import io.fourfold.model.metrics.CaptionScores;
import io.fourfold.model.metrics.CiderD;
import io.fourfold.model.metrics.ConfidenceScores;
import io.fourfold.model.metrics.ConstantCaption;
import io.fourfold.model.metrics.GenderScores;
import io.fourfold.model.retrieval.EmbeddedPhoto;
import io.fourfold.model.retrieval.Retrieval;
import io.fourfold.model.retrieval.RetrievalEvaluation;
import io.fourfold.model.words.CaptionWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captions photos and scores the captions against people's, beside what trivial captioners and people score.
 *
 * @param likelihood the network's view of the references
 * @param random chooses the captions of the random baseline; seed it for repeatable scores
 * @param bar CIDEr-D above which a caption was accepted when the network was calibrated; empty if it was not
 * @param retrieval if photos are to be searched by text, too
 */
public record Evaluator(
        Network network,
        CaptionLikelihood likelihood,
        RandomGenerator random,
        InstantSource clock,
        OptionalDouble bar,
        Optional<RetrievalEvaluation> retrieval) {

    private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);
    private static final int PHOTOS_PER_REPORT = 100;

    /**
     * Writes {@code captions.tsv} ({@code image<TAB>caption}, the beam's best) and {@code scores.json} into a folder, and what
     * {@link RetrievalEvaluation#evaluate} writes.
     *
     * @throws IOException if a photo cannot be read or a result not written
     * @throws BadPhotoException if a file is not a photo; the message names it
     */
    public Evaluation evaluate(EvaluationData data, Path out) throws IOException {
        Map<String, Caption> captions = new LinkedHashMap<>();
        List<EmbeddedPhoto> photos = new ArrayList<>();
        CaptionLikelihood.TokenLoss loss = CaptionLikelihood.TokenLoss.NONE;
        Duration embedding = Duration.ZERO;
        Duration captioning = Duration.ZERO;
        for (Map.Entry<String, List<String>> photo : data.references().entrySet()) {
            Instant start = clock.instant();
            float[] embedded = embed(data.images().resolve(photo.getKey()));
            Instant captionStart = clock.instant();
            photos.add(new EmbeddedPhoto(photo.getKey(), embedded, photo.getValue()));
            captions.put(photo.getKey(), network.captions(embedded).get(0));
            Instant end = clock.instant();
            embedding = embedding.plus(Duration.between(start, captionStart));
            captioning = captioning.plus(Duration.between(captionStart, end));
            loss = loss.plus(likelihood.of(embedded, photo.getValue()));
            report(captions.size(), data.references().size());
        }
        Evaluation.Millis millis = new Evaluation.Millis(perImage(embedding, captions), perImage(captioning, captions));
        Retrieval found = retrieval.isPresent() ? retrieval.get().evaluate(photos, out) : null;
        Evaluation evaluation = score(data, captions, loss, found, millis);
        write(captions, evaluation, out);
        return evaluation;
    }

    private float[] embed(Path photo) throws IOException {
        try {
            return network.embed(Files.readAllBytes(photo));
        } catch (BadPhotoException bad) {
            throw new BadPhotoException(photo + ": " + bad.getMessage(), bad);
        }
    }

    private Evaluation score(
            EvaluationData data,
            Map<String, Caption> captions,
            CaptionLikelihood.TokenLoss loss,
            Retrieval found,
            Evaluation.Millis millis) {
        List<Candidate> candidates = new ArrayList<>();
        data.references()
                .forEach((image, texts) ->
                        candidates.add(Candidate.of(captions.get(image).text(), texts)));
        List<List<List<String>>> corpus =
                candidates.stream().map(Candidate::references).toList();
        Baselines baselines = new Baselines(corpus);
        LOG.info("scoring {} captions and the baselines", candidates.size());
        return new Evaluation(
                network.version(),
                candidates.size(),
                CaptionScores.of(candidates),
                loss.negativeLogLikelihood() / loss.tokens(),
                constant(data, corpus, baselines),
                baselines.random(random).orElse(null),
                baselines.human().orElse(null),
                WordScores.of(network.words(), WordQuestions.committed()),
                GenderScores.of(candidates),
                confidence(captions.values(), candidates),
                found,
                millis);
    }

    /** Null if the network does not say how far its captions are to be believed. */
    private Evaluation.Confidence confidence(Collection<Caption> captions, List<Candidate> candidates) {
        if (bar.isEmpty()) {
            return null;
        }
        double[] confidences = captions.stream()
                .mapToDouble(caption -> caption.confidence().orElse(Caption.NOT_KNOWN))
                .toArray();
        double[] ciderD = CiderD.each(candidates);
        return new Evaluation.Confidence(
                ConfidenceScores.of(confidences, ciderD, ConfidenceScores.median(ciderD)),
                ConfidenceScores.of(confidences, ciderD, bar.getAsDouble()));
    }

    private static Evaluation.Constant constant(
            EvaluationData data, List<List<List<String>>> corpus, Baselines baselines) {
        boolean known = !data.trainingCaptions().isEmpty();
        List<List<String>> choices = known
                ? data.trainingCaptions().stream().map(CaptionWords::of).toList()
                : corpus.stream().flatMap(List::stream).toList();
        List<String> best = new ConstantCaption(corpus).best(choices);
        return new Evaluation.Constant(
                String.join(" ", best),
                known ? "captions of the training photos" : "captions of the evaluated photos",
                baselines.constant(best));
    }

    private static void write(Map<String, Caption> captions, Evaluation evaluation, Path out) throws IOException {
        StringBuilder lines = new StringBuilder();
        captions.forEach((image, caption) ->
                lines.append(image).append('\t').append(caption.text()).append('\n'));
        AtomicFile.write(out.resolve("captions.tsv"), lines.toString().getBytes(StandardCharsets.UTF_8));
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        AtomicFile.write(out.resolve("scores.json"), json.writeValueAsBytes(evaluation));
    }

    private static double perImage(Duration duration, Map<String, Caption> captions) {
        return duration.toNanos() / 1e6 / captions.size();
    }

    private static void report(int done, int all) {
        if (done % PHOTOS_PER_REPORT == 0 || done == all) {
            LOG.info("captioned {} of {} photos", done, all);
        }
    }
}
