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

/** {@code fourfold analogy}. */
@Command(name = "analogy", description = "Completes A : B :: C : ? with the network's word vectors.")
final class AnalogyCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "A", description = "as in man : men :: woman : ?")
    private String a;

    @Parameters(index = "1", paramLabel = "B")
    private String b;

    @Parameters(index = "2", paramLabel = "C")
    private String c;

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
            List<ScoredWord> words = model.words().analogy(a, b, c, k);
            words.forEach(word -> spec.commandLine().getOut().printf("%.3f  %s%n", word.score(), word.word()));
        }
        return 0;
    }
}
