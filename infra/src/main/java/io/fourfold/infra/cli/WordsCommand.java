package io.fourfold.infra.cli;

import io.fourfold.model.ModelBundle;
import io.fourfold.model.words.ScoredWord;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fourfold words}. */
@Command(name = "words", description = "Words that mean nearly the same to the network.")
final class WordsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WORD")
    private String word;

    @Option(
            names = {"-k", "--count"},
            paramLabel = "N",
            defaultValue = "10",
            description = "how many; default: ${DEFAULT-VALUE}")
    private int k;

    @Mixin
    private ModelOption modelOption;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (ModelBundle model = modelOption.load()) {
            List<ScoredWord> words = model.words().similar(word, k);
            words.forEach(word -> spec.commandLine().getOut().printf("%.3f  %s%n", word.score(), word.word()));
        }
        return 0;
    }
}
