package io.fourfold.infra.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fourfold analogy}. */
@Command(name = "analogy", description = "Completes A : B :: C : ? with the network's word vectors.")
final class AnalogyCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "A", description = "such as man")
    private String a;

    @Parameters(index = "1", paramLabel = "B", description = "what A becomes, such as men")
    private String b;

    @Parameters(index = "2", paramLabel = "C", description = "what becomes the answer in the same way, such as woman")
    private String c;

    @Mixin
    private WordAnswer answer;

    @Override
    public Integer call() throws IOException {
        answer.print((words, count) -> words.analogy(a, b, c, count));
        return 0;
    }
}
