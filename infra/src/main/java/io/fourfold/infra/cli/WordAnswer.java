package io.fourfold.infra.cli;

import io.fourfold.model.ModelBundle;
import io.fourfold.model.words.ScoredWord;
import io.fourfold.model.words.WordVectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of the commands that answer with words, and how they print them. */
final class WordAnswer {

    @Option(
            names = {"-k", "--count"},
            paramLabel = "N",
            defaultValue = "10",
            description = "how many; default: ${DEFAULT-VALUE}")
    private int k;

    @Mixin
    private ModelOption modelOption;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Asks the network's words, given how many are wanted, and prints the answer. */
    void print(BiFunction<WordVectors, Integer, List<ScoredWord>> query) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (ModelBundle model = modelOption.load()) {
            query.apply(model.words(), k).forEach(answer -> out.printf("%.3f  %s%n", answer.score(), answer.word()));
        }
    }
}
