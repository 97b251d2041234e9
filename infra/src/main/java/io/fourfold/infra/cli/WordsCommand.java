package io.fourfold.infra.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fourfold words}. */
@Command(name = "words", description = "Words that mean nearly the same to the network.")
final class WordsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WORD", description = "a word that the network may say")
    private String word;

    @Mixin
    private WordAnswer answer;

    @Override
    public Integer call() throws IOException {
        answer.print((words, count) -> words.similar(word, count));
        return 0;
    }
}
