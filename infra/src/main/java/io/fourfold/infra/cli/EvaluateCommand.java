package io.fourfold.infra.cli;

import io.fourfold.model.ModelBundle;
import io.fourfold.model.confidence.Calibration;
import io.fourfold.model.evaluate.Evaluation;
import io.fourfold.model.evaluate.EvaluationData;
import io.fourfold.model.evaluate.Evaluator;
import io.fourfold.model.evaluate.ExplanationEvaluation;
import io.fourfold.model.evaluate.ExplanationScores;
import io.fourfold.model.evaluate.WordScores;
import io.fourfold.model.explain.CannotExplainException;
import io.fourfold.model.metrics.CaptionScores;
import io.fourfold.model.metrics.ConfidenceScores;
import io.fourfold.model.metrics.GenderScores;
import io.fourfold.model.retrieval.RetrievalEvaluation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold model evaluate}. */
@Command(
        name = "evaluate",
        description = "Captions photos and scores the captions against people's; finds photos by"
                + " their captions; writes captions.tsv, text-to-image.tsv, image-to-text.tsv,"
                + " explanations.tsv and scores.json.")
final class EvaluateCommand extends ConsoleCommand {

    private static final long SEED = 1;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--training-split",
            paramLabel = "FILE",
            description = "photos from whose captions the constant baseline is chosen; default: those evaluated")
    private Path trainingSplit;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where to write the results")
    private Path out;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "captions that plain inversion and likelihood ranking are asked, each taking seconds; 0 leaves"
                            + " them out; default: ${DEFAULT-VALUE}")
    private int sample;

    @Option(
            names = "--explanations",
            paramLabel = "N",
            defaultValue = "200",
            description = "photos of which the places that explain a word are blotted out, each taking half a second; 0"
                    + " leaves it out; default: ${DEFAULT-VALUE}")
    private int explanations;

    @Mixin
    private ModelOption modelOption;

    @Override
    public Integer call() throws Exception {
        EvaluationData photos =
                EvaluationData.read(data.images(), data.captions(), data.split(), Optional.ofNullable(trainingSplit));
        try (ModelBundle model = modelOption.load()) {
            InstantSource clock = InstantSource.system();
            RetrievalEvaluation retrieval =
                    new RetrievalEvaluation(model.textSearch(), model.likelihood()::logProbabilities, sample, clock);
            Evaluator evaluator = new Evaluator(
                    model, model.likelihood(), new Random(SEED), clock, bar(model), Optional.of(retrieval));
            print(evaluator.evaluate(photos, out));
            if (explanations > 0) {
                explain(photos, model);
            }
            say("written to %s", out);
        }
        return 0;
    }

    private static OptionalDouble bar(ModelBundle model) {
        return Optional.ofNullable(model.manifest().confidence())
                .map(Calibration::bar)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    private void print(Evaluation evaluation) {
        PrintWriter table = out();
        table.printf("%d photos, model %s%n", evaluation.images(), evaluation.model());
        table.printf(
                "%-28s %7s %7s %7s %7s %8s %8s %9s %14s%n",
                "", "BLEU-1", "BLEU-2", "BLEU-3", "BLEU-4", "ROUGE-L", "CIDEr-D", "distinct", "ungrammatical");
        printRow(table, "network", evaluation.network());
        printRow(table, "constant caption", evaluation.constantCaption().scores());
        printRow(table, "caption of another photo", evaluation.randomCaption());
        printRow(table, "person against the others", evaluation.humanCaption());
        table.printf("token cross-entropy %.3f%n", evaluation.tokenCrossEntropy());
        WordScores words = evaluation.words();
        table.printf(
                "%.1f %% of %d similar words among the first 5, %.1f %% of %d analogies among the first 3%n",
                words.similarHitAt5(), words.similarWords(), words.analogyHitAt3(), words.analogies());
        print(table, "men", evaluation.gender().men());
        print(table, "women", evaluation.gender().women());
        print(table, evaluation.confidence());
        table.printf(
                "%.1f ms a photo to embed, %.1f ms to caption%n",
                evaluation.millisPerImage().embed(), evaluation.millisPerImage().caption());
        new RetrievalTable(table).print(evaluation.retrieval());
    }

    private void explain(EvaluationData photos, ModelBundle model) throws IOException {
        List<Path> files = photos.references().keySet().stream()
                .limit(explanations)
                .map(photos.images()::resolve)
                .toList();
        try {
            print(new ExplanationEvaluation(model, model.wordExplainer(), new Random(SEED)).evaluate(files, out));
        } catch (CannotExplainException e) {
            say("%s", e.getMessage());
        }
    }

    private void print(ExplanationScores scores) {
        say(
                "%.1f %% of %d photos: blotting out the strongest fifth lowers the word's log-probability (by %.2f) more than a"
                        + " random fifth (%.2f)",
                scores.won(), scores.photos(), scores.strongest(), scores.random());
    }

    private static void print(PrintWriter table, String who, GenderScores.Named named) {
        table.printf(
                "%d photos of %s: %d said so, %d the other sex, %d both, %d neither%n",
                named.photos(), who, named.right(), named.wrong(), named.both(), named.neither());
    }

    private static void print(PrintWriter table, Evaluation.Confidence confidence) {
        if (confidence == null) {
            table.println("captions have no confidence: see fourfold model calibrate");
            return;
        }
        print(table, "the median", confidence.aboveMedian());
        print(table, "the calibration's bar", confidence.aboveBar());
    }

    private static void print(PrintWriter table, String bar, ConfidenceScores scores) {
        table.printf(
                "confidence, CIDEr-D above %s of %.3f: area under curve %.3f, bins off by %.3f in the mean, by %.3f at most"
                        + " (by chance %.3f, %.3f)%n",
                bar,
                scores.bar(),
                scores.areaUnderCurve(),
                scores.meanGap(),
                scores.largestGap(),
                scores.chance().meanGap(),
                scores.chance().largestGap());
        printBins(table, "said", scores, ConfidenceScores.Bin::confidence);
        printBins(table, "true", scores, ConfidenceScores.Bin::accepted);
    }

    private static void printBins(
            PrintWriter table, String name, ConfidenceScores scores, ToDoubleFunction<ConfidenceScores.Bin> number) {
        table.print("  " + name);
        scores.bins().forEach(bin -> table.printf(" %5.2f", number.applyAsDouble(bin)));
        table.println();
    }

    /** A baseline that the data does not allow, for want of other captions, has no row. */
    private static void printRow(PrintWriter table, String name, CaptionScores scores) {
        if (scores != null) {
            table.printf(
                    "%-28s %7.1f %7.1f %7.1f %7.1f %8.1f %8.3f %9d %12.1f %%%n",
                    name,
                    scores.bleu1(),
                    scores.bleu2(),
                    scores.bleu3(),
                    scores.bleu4(),
                    scores.rougeL(),
                    scores.ciderD(),
                    scores.distinctCaptions(),
                    scores.ungrammatical());
        }
    }
}
